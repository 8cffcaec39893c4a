import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { startUsers, type TestUsers } from '../../testing/start-users.ts';

const password = 'helloboosterconf';

let users: TestUsers;
beforeAll(async () => {
  users = await startUsers();
});
afterAll(() => users.stop());

const register = (email: string, url = users.url) =>
  call(`${url}/users/register`, { body: { name: 'Ada', email, password } });

describe('registering', () => {
  it('answers with a token that opens the new account', async () => {
    const { status, body } = await register('ada@example.com');
    expect(status).toBe(201);
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'bearer' });
    const { access_token: token } = body as { access_token: string }; // its shape was just seen
    expect((await call(`${users.url}/users/me`, { token })).body).toMatchObject({
      email: 'ada@example.com',
      role: 'user',
    });
  });

  it('refuses an email that is taken, in whatever case of letters', async () => {
    await register('grace@example.com');
    const { status, body } = await register('Grace@EXAMPLE.com');
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: '/problems/email-taken' });
  });

  it('gives an email to one alone of many who ask at once, at two instances', async () => {
    const urls = [users.url, await users.another()];
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, number) => register('race@example.com', urls[number % 2])),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });

  it('takes an email of 254 characters', async () => {
    const host = Array.from({ length: 4 }, () => 'a'.repeat(45)).join('.');
    const email = `${'b'.repeat(254 - host.length - '@.org'.length)}@${host}.org`;
    expect(email).toHaveLength(254);
    expect((await register(email)).status).toBe(201);
  });
});
