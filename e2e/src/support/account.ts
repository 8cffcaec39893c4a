// Accounts, as people come by them through the gateway.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { call, type Reply } from './call.ts';

export type Account = { id: string; token: string };

const withToken = z.object({ access_token: z.string() });
const withId = z.object({ id: z.string() });

/** With an address and a password that nobody else has. */
export async function signUp(gatewayUrl: string): Promise<Account> {
  const body = { name: 'Ada', email: `${randomUUID()}@example.com`, password: randomUUID() };
  return accountIn(gatewayUrl, await call(`${gatewayUrl}/users`, { body }));
}

export async function logIn(gatewayUrl: string, body: { email: string; password: string }): Promise<Account> {
  return accountIn(gatewayUrl, await call(`${gatewayUrl}/users/login`, { body }));
}

async function accountIn(gatewayUrl: string, { status, body }: Reply): Promise<Account> {
  if (status >= 300) throw new Error(`no account: ${JSON.stringify(body)}`);
  const { access_token: token } = withToken.parse(body);
  return { id: withId.parse((await call(`${gatewayUrl}/users/me`, { token })).body).id, token };
}
