import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { z } from 'zod';
import { call, type Reply } from './support/call.ts';
import { Customer } from './support/customer.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

const guessers = 300;
/** Of a guesser between two guesses: all run on the machine of the test. */
const pauseMilliseconds = 200;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ env: { gateway: { TRUSTED_HOPS: '1' } } });
});
afterAll(() => shop.close());

const signedUp = z.object({ access_token: z.string() });

/** Keeps a guesser going, each from an address of its own and always at another account. */
function flood() {
  const outcomes = new Map<string, number>();
  let over = false;
  const guess = async (number: number) => {
    const headers = { 'X-Forwarded-For': `198.51.${number >> 8}.${number & 255}` };
    while (!over) {
      const body = { email: `${newId()}@example.com`, password: 'wrong password' };
      const { body: problem } = await call(`${shop.gatewayUrl}/users/login`, { body, headers });
      const outcome = String(Object(problem).type);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      await sleep(pauseMilliseconds);
    }
  };
  const all = Promise.all(Array.from({ length: guessers }, (_, number) => guess(number)));
  return async () => {
    over = true;
    await all;
    return outcomes;
  };
}

it('while hundreds guess passwords, others look at their accounts, browse, order and pay', async () => {
  const account = { name: 'Ada', email: `${newId()}@example.com`, password: 'correct horse battery' };
  const { access_token: token } = signedUp.parse((await call(`${shop.gatewayUrl}/users`, { body: account })).body);
  const leave = flood();
  const replies: Reply[] = [];
  const users = instanceOf(shop, 'users').url;
  for (let round = 0; round < 5; round += 1) {
    const customer = new Customer(shop);
    replies.push(await call(`${shop.gatewayUrl}/products`));
    replies.push(await customer.pay(await customer.order()));
    replies.push(await call(`${users}/users/me`, { token }));
    replies.push(await call(`${shop.gatewayUrl}/users/me`, { token }));
  }
  const outcomes = await leave();
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect([...outcomes.keys()]).toContain('/problems/invalid-credentials');
  expect([...outcomes.keys()]).toContain('/problems/too-busy');
  const { body } = await call(`${shop.gatewayUrl}/users/login`, {
    body: { email: account.email, password: account.password },
  });
  expect(signedUp.safeParse(body).success).toBe(true);
});
