import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { z } from 'zod';
import { type Call, call } from './support/call.ts';
import { sendRaw } from './support/send-raw.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

const password = 'hunter2-and-nobody-knows';
const seenIn = (place: string) => `secret-seen-in-${place}`;
const headers = {
  'Idempotency-Key': seenIn('an-idempotency-key'),
  Cookie: `session=${seenIn('a-cookie')}`,
  'X-Api-Key': seenIn('a-header'),
};
const talkative = { LOG_LEVEL: 'trace' };

let shop: Shop;
let token: string | undefined;
const secrets = [password, ...['password-that-is-wrong', 'path', 'query', 'body', 'token'].map(seenIn)];

const at = (path: string, options?: Call) => call(`${shop.gatewayUrl}${path}`, options);
const told = z.object({ access_token: z.string().optional(), temp_password: z.string().optional() });

/** Asks, and remembers the secrets that the answer brings. */
async function learn(path: string, options: Call): Promise<z.infer<typeof told>> {
  const answer = told.parse((await at(path, options)).body);
  const { access_token: token = '', temp_password: other = '' } = answer;
  // A token's claims and signature are secrets by themselves; its first part is the same for all.
  secrets.push(...[...token.split('.').slice(1), other].filter(Boolean));
  return answer;
}

/** What customers and administrators do with secrets, rightly and wrongly. @returns the ids of the requests */
async function walk(): Promise<string[]> {
  const ada = { email: 'ada@example.com', password };
  const ids: string[] = [];
  const ask = async (path: string, options?: Call) => {
    const answer = await at(path, { ...options, headers: { ...headers, ...options?.headers } });
    ids.push(answer.headers.get('x-request-id') ?? 'none');
    return answer;
  };
  const admin = await learn('/login', { body: { email: 'admin@test.com', password: 'password123' } });
  await learn('/users', { body: { ...ada, name: 'Ada' } });
  token = (await learn('/login', { body: ada })).access_token;
  await learn('/users', { body: { email: 'bea@example.com', name: 'Bea' }, token: admin.access_token });

  const { body } = await ask('/orders', { token, body: { items: [{ sku: 'L9ECAV7KIM', quantity: 1 }] } });
  const { id, amount } = z.object({ id: z.string(), amount: z.number() }).parse(body);
  await ask('/payments', { token, body: { order_id: id, amount } });
  await ask(`/orders/${id}/timeline`, { token });
  await ask('/users/me', { token });

  await ask('/login', { body: { ...ada, password: seenIn('password-that-is-wrong') } });
  await ask('/users', { body: { ...ada, name: 'Ada', password_again: seenIn('body') } });
  await ask('/orders', { token, body: `{"items": ${seenIn('body')}`, headers: { 'Content-Type': 'application/json' } });
  await ask('/orders', { token, body: seenIn('body'), headers: { 'Content-Type': 'text/plain' } });
  await ask(`/orders?token=${seenIn('query')}&limit=${seenIn('query')}`, { token });
  await ask(`/products/search/x?access_token=${seenIn('query')}`);
  await ask(`/${seenIn('path')}/%zz`);
  await ask(`/orders/${seenIn('path')}`, { token });
  await ask('/orders', { token: seenIn('token') });
  await ask('/orders', { headers: { Authorization: `Basic ${btoa(`ada:${password}`)}` } });
  await sendRaw(shop.gatewayUrl, `GET /${seenIn('path')} HTTP/1.1\r\nAuthorization ${seenIn('token')}\r\n\r\n`);
  return ids;
}

beforeAll(async () => {
  const env = { gateway: talkative, users: talkative, products: talkative, orders: talkative, payments: talkative };
  shop = await openShop({ env });
});
afterAll(() => shop.close());

const everyLine = () => Object.values(shop.services).flatMap((instances) => instances.flatMap(({ logs }) => logs()));
const requestLines = (service: 'gateway' | 'users' | 'orders', id: string) =>
  instanceOf(shop, service)
    .logs()
    .filter((line) => line.includes('"msg":"request"') && line.includes(`"request_id":"${id}"`));

/** Whatever failed brings its error into the log, and errors quote. */
async function goOnWhileThingsBreak(): Promise<void> {
  await instanceOf(shop, 'payments').kill();
  const paying: Call = { token, headers, body: { order_id: seenIn('body'), amount: 1, card: seenIn('body') } };
  expect((await at(`/payments?card=${seenIn('query')}`, paying)).status).toBe(503);
  await shop.postgres.stop();
  const body = { name: 'Cid', email: 'cid@example.com', password };
  expect((await at('/users', { headers, body })).status).toBe(503);
  expect((await at(`/orders?secret=${seenIn('query')}`, { token, headers })).status).toBeGreaterThanOrEqual(422);
  expect((await at('/orders', { token, headers })).status).toBe(503);
}

describe('the logs of everything, at their most talkative', () => {
  it('have one line for each request in the gateway and one in the service', async () => {
    for (const id of await walk()) {
      await eventually(() => expect(requestLines('gateway', id)).toHaveLength(1));
    }
    const answer = await at('/users/me', { token });
    const id = answer.headers.get('x-request-id') ?? 'none';
    await eventually(() => expect(requestLines('users', id)).toHaveLength(1));
    expect(JSON.parse(requestLines('users', id)[0] ?? '')).toMatchObject({ route: '/users/me', status: 200 });
  });

  it('hold no password, token, key, header, query or body, whatever was asked and whatever broke', async () => {
    await goOnWhileThingsBreak();
    await eventually(() => expect(everyLine().join('\n')).toMatch(/orders-svc.*ECONNREFUSED/));
    const databasePasswords = Object.values(shop.databaseUrls).map((url) => new URL(url).password);
    const all = [
      ...secrets,
      ...Object.values(headers),
      btoa(`ada:${password}`),
      shop.jwtSecretKey,
      ...databasePasswords,
    ];
    expect(all.filter((secret) => secret.length < 10)).toEqual([]);
    const lines = everyLine();
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => all.some((secret) => line.includes(secret)))).toEqual([]);
  });
});
