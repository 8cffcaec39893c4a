import { afterEach, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { startUsers, type TestUsers } from '../../testing/start-users.ts';

let users: TestUsers;
afterEach(() => users.stop());

const logIn = async (email: string, password: string) => {
  const { status, body } = await call(`${users.url}/users/login`, { body: { email, password } });
  return status === 200 ? users.tokens.verify((body as { access_token: string }).access_token).role : status; // a log-in's answer
};

describe('seeding', () => {
  it('makes an administrator and a user who can log in, however often it runs', async () => {
    users = await startUsers();
    await users.seed();
    await users.seed();
    expect(await logIn('admin@test.com', 'password123')).toBe('admin');
    expect(await logIn('bob@example.com', 'password123')).toBe('user');
  });

  it('leaves alone who has such an email already', async () => {
    users = await startUsers();
    const own = { name: 'The real Bob', email: 'BOB@example.com', password: 'known to me alone' };
    await call(`${users.url}/users`, { body: own });
    await users.seed();
    expect(await logIn('bob@example.com', own.password)).toBe('user');
    expect(await logIn('bob@example.com', 'password123')).toBe(401);
  });
});
