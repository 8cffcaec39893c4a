import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { call, query } from '@paidonce/shared/testing';
import { startUsers, type TestUsers } from '../testing/start-users.ts';

const ada = { email: 'ada@example.com', password: 'helloboosterconf' };

let users: TestUsers;
let token: string;
beforeAll(async () => {
  users = await startUsers();
  const { body } = await call(`${users.url}/users/register`, { body: { name: 'Ada', ...ada } });
  token = (body as { access_token: string }).access_token; // a token, or the test fails on it
});
afterAll(() => users.stop());

const statuses = async () => [
  (await call(`${users.url}/users/me`, { token })).status,
  (await call(`${users.url}/login`, { body: ada })).status,
];

it('a migration that adds a column does not disturb instances that run meanwhile', async () => {
  expect(await statuses()).toEqual([200, 200]);
  await query(users.config.DATABASE_URL, 'alter table users add column nickname text');
  expect(await statuses()).toEqual([200, 200]);
});
