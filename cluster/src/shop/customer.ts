// Somebody who comes through a forwarded port, while nothing breaks.

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const withToken = z.object({ access_token: z.string() });
const placed = z.object({ id: z.string(), amount: z.number(), status: z.string() });
const shown = z.object({ status: z.string() });
const sunglasses = { items: [{ sku: 'OLJCESPC7Z', quantity: 1 }] };
const patienceMilliseconds = 60_000;

export class Customer {
  readonly email: string;
  readonly password: string;

  /** @param account one that is there; otherwise a new one, which nobody has */
  constructor(account = { email: `${randomUUID()}@example.com`, password: randomUUID() as string }) {
    this.email = account.email;
    this.password = account.password;
  }

  async signUp(gatewayUrl: string): Promise<void> {
    await ask(`${gatewayUrl}/users`, { body: { name: 'Ada', email: this.email, password: this.password } });
  }

  /** Logs in, orders, pays, and looks until the order is PAID; one that is no longer pending stays as it is. @returns its id */
  async payOrder(gatewayUrl: string, order: object = sunglasses): Promise<string> {
    const token = await this.#logIn(gatewayUrl);
    const { id, amount, status } = placed.parse(await ask(`${gatewayUrl}/orders`, { token, body: order }));
    if (status !== 'pending') return id;
    await ask(`${gatewayUrl}/payments`, { token, body: { order_id: id, amount } });
    const end = Date.now() + patienceMilliseconds;
    while (shown.parse(await ask(`${gatewayUrl}/orders/${id}`, { token })).status !== 'paid') {
      if (Date.now() > end) throw new Error(`the order ${id} is not paid after a minute`);
      await delay(50);
    }
    return id;
  }

  async statusOf(gatewayUrl: string, order: string): Promise<string> {
    const token = await this.#logIn(gatewayUrl);
    return shown.parse(await ask(`${gatewayUrl}/orders/${order}`, { token })).status;
  }

  async #logIn(gatewayUrl: string): Promise<string> {
    const { email, password } = this;
    return withToken.parse(await ask(`${gatewayUrl}/login`, { body: { email, password } })).access_token;
  }
}

/** @throws what was answered instead */
async function ask(url: string, { token, body }: { token?: string; body?: object }): Promise<unknown> {
  const answer = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const told = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${told}`);
  return JSON.parse(told);
}
