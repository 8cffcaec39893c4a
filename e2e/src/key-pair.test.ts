import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, tokenPair } from '@paidonce/shared/testing';
import { z } from 'zod';
import { call, type Reply } from './support/call.ts';
import { Customer } from './support/customer.ts';
import { expectProblem } from './support/expect-problem.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

const [pair, nextPair] = [tokenPair(), tokenPair()];
const verifying = { JWT_SECRET_KEY: '', JWT_PUBLIC_KEYS: pair.publicKey + nextPair.publicKey };
const ada = { name: 'Ada', email: 'ada@example.com', password: 'helloboosterconf' };
const tokenIn = ({ body }: Reply) => z.object({ access_token: z.string() }).parse(body).access_token;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({
    env: {
      users: { JWT_SECRET_KEY: '', JWT_PRIVATE_KEY: pair.privateKey },
      products: verifying,
      orders: verifying,
      payments: verifying,
      gateway: verifying,
    },
  });
});
afterAll(() => shop.close());

/** Orders, pays, and waits until it is paid, with this token alone. */
async function buy(token: string): Promise<void> {
  const items = [{ sku: 'SKU-001', quantity: 1 }];
  const ordered = await call(`${shop.gatewayUrl}/orders`, { token, body: { items } });
  const { id, amount } = z.object({ id: z.string(), amount: z.number() }).parse(ordered.body);
  const paid = await call(`${shop.gatewayUrl}/payments`, { token, body: { order_id: id, amount } });
  expect(paid.status).toBe(200);
  await eventually(async () => {
    expect((await call(`${shop.gatewayUrl}/orders/${id}`, { token })).body).toMatchObject({ status: 'paid' });
  });
}

describe('a shop in which user-svc alone can sign', () => {
  it('sells, and goes on taking the old tokens after user-svc got another key', async () => {
    const first = tokenIn(await call(`${shop.gatewayUrl}/users`, { body: ada }));
    await buy(first);
    await instanceOf(shop, 'users').restart({
      JWT_SECRET_KEY: '',
      JWT_PRIVATE_KEY: nextPair.privateKey,
      JWT_PUBLIC_KEYS: pair.publicKey,
    });
    const { email, password } = ada;
    const second = tokenIn(await call(`${shop.gatewayUrl}/users/login`, { body: { email, password } }));
    await buy(second);
    await buy(first);
    expect(await call(`${shop.gatewayUrl}/users/me`, { token: first })).toMatchObject({ status: 200 });
  });

  it('takes no token that is signed with a secret', async () => {
    expectProblem(await new Customer(shop).placeOrder(), { status: 401 });
  });
});
