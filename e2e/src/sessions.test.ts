import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { z } from 'zod';
import { call, type Reply } from './support/call.ts';
import { Customer } from './support/customer.ts';
import { type Door, doorsOf } from './support/doors.ts';
import { expectProblem } from './support/expect-problem.ts';
import { openShop, type Shop } from './support/shop.ts';

type Member = { id: string; email: string; password: string; token: string };

const firstPassword = 'helloboosterconf';
const otherPassword = 'correct horse battery';

let shop: Shop;
let doors: Door[];
let operator: string;
let people = 0;
beforeAll(async () => {
  // This gateway cannot pass anything on to products, so what it refuses there it refuses by itself.
  shop = await openShop({ env: { gateway: { PRODUCTS_URL: 'http://127.0.0.1:1' } } });
  doors = doorsOf(shop);
  operator = new Customer(shop, 'admin').token;
});
afterAll(() => shop.close());

const ask = (path: string, method: string, token: string, body?: object) =>
  call(shop.gatewayUrl + path, { method, token, body });
const tokenIn = ({ body }: Reply) => z.object({ access_token: z.string() }).parse(body).access_token;
const logIn = ({ email, password }: Pick<Member, 'email' | 'password'>) =>
  call(`${shop.gatewayUrl}/users/login`, { body: { email, password } });

/** Somebody who may go through every door, as an administrator may. */
async function member(): Promise<Member> {
  people += 1;
  const account = { email: `member-${people}@example.com`, password: firstPassword };
  const made = await ask('/users', 'POST', operator, { name: 'Ada', role: 'admin', ...account });
  return { ...account, id: z.object({ id: z.string() }).parse(made.body).id, token: tokenIn(await logIn(account)) };
}

async function expectOpen(token: string, role: 'user' | 'admin' = 'admin'): Promise<void> {
  const found = await Promise.all(doors.map(async ({ name, ask }) => [name, (await ask(token)).status]));
  expect(found).toEqual(doors.map(({ name, open }) => [name, open[role]]));
}

/** Each door answers with the problem document of a token that is not good any more. */
async function expectRefused(token: string): Promise<void> {
  const replies = await Promise.all(doors.map(({ ask }) => ask(token)));
  expect(replies.map(({ status }, number) => [doors[number]?.name, status])).toEqual(
    doors.map(({ name }) => [name, 401]),
  );
  for (const reply of replies) {
    expectProblem(reply, { status: 401 });
    expect(reply.body).toMatchObject({ detail: expect.stringContaining('session') });
    expect(reply.headers.get('www-authenticate')).toContain('invalid_token');
  }
}

const soon = { timeout: 30_000, interval: 50 };
const changeOwnPassword = ({ token, password }: Member) =>
  ask('/users/me/password', 'PUT', token, { current_password: password, new_password: otherPassword });

describe('the token of somebody who', () => {
  it.each<[what: string, ending: (member: Member) => Promise<string>, role: 'user' | 'admin']>([
    [
      'becomes less than an administrator',
      async (member) => {
        expect((await ask(`/users/${member.id}`, 'PUT', operator, { role: 'user' })).status).toBe(200);
        return tokenIn(await logIn(member));
      },
      'user',
    ],
    [
      'changes their password',
      async (member) => {
        expect((await changeOwnPassword(member)).status).toBe(200);
        return tokenIn(await logIn({ ...member, password: otherPassword }));
      },
      'admin',
    ],
    [
      'changes their password, which gives a token',
      async (member) => tokenIn(await changeOwnPassword(member)),
      'admin',
    ],
    [
      'gets a password from an administrator',
      async (member) => {
        const { body } = await ask(`/users/${member.id}/reset_password`, 'POST', operator);
        const { temp_password: password } = z.object({ temp_password: z.string() }).parse(body);
        return tokenIn(await logIn({ ...member, password }));
      },
      'admin',
    ],
    [
      'is deleted, and signs up again',
      async (member) => {
        expect((await ask(`/users/${member.id}`, 'DELETE', operator)).status).toBe(204);
        expectProblem(await logIn(member), { status: 401 });
        const { email, password } = member;
        return tokenIn(await call(`${shop.gatewayUrl}/users`, { body: { name: 'Ada', email, password } }));
      },
      'user',
    ],
  ])(
    '%s is refused everywhere within seconds; one that is issued afterwards works at once',
    async (_, ending, role) => {
      const [somebody, somebodyElse] = [await member(), await member()];
      await expectOpen(somebody.token);
      const token = await ending(somebody);
      await expectOpen(token, role);
      await eventually(() => expectRefused(somebody.token), soon);
      await expectOpen(token, role);
      await expectOpen(somebodyElse.token);
    },
  );

  it('is deactivated is refused everywhere within seconds, also when the account is back', async () => {
    const [somebody, somebodyElse] = [await member(), await member()];
    expect((await ask(`/users/${somebody.id}`, 'PUT', operator, { is_active: false })).status).toBe(200);
    expectProblem(await logIn(somebody), { status: 401 });
    await eventually(() => expectRefused(somebody.token), soon);
    expect((await ask(`/users/${somebody.id}`, 'PUT', operator, { is_active: true })).status).toBe(200);
    const token = tokenIn(await logIn(somebody));
    // Whoever has not heard yet that the account is back refuses any token of it.
    await eventually(() => expectOpen(token), soon);
    await expectRefused(somebody.token);
    await expectOpen(somebodyElse.token);
  });
});

describe('while NATS is away', () => {
  it('sessions that had ended stay so, and those that end meanwhile are refused when it is back', async () => {
    const [earlier, somebody, somebodyElse] = [await member(), await member(), await member()];
    await changeOwnPassword(earlier);
    await eventually(() => expectRefused(earlier.token), soon);
    await shop.nats.kill();
    const token = tokenIn(await changeOwnPassword(somebody));
    await expectOpen(token);
    await expectRefused(earlier.token);
    await shop.nats.start();
    await eventually(() => expectRefused(somebody.token), { ...soon, timeout: 40_000 });
    await expectRefused(earlier.token);
    await expectOpen(token);
    await expectOpen(somebodyElse.token);
  });
});
