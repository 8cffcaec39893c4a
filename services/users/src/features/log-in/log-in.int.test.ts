import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call } from '@paidonce/shared/testing';
import { password, startUsers, type TestUsers } from '../../testing/start-users.ts';

let users: TestUsers;
beforeAll(async () => {
  users = await startUsers();
  await call(`${users.url}/users`, { body: { name: 'Ada', email: 'Ada@example.com', password } });
});
afterAll(() => users.stop());

const logIn = (body: object, path = '/users/login') => call(users.url + path, { body });

describe('logging in', () => {
  it.each(['/users/login', '/login', '/users/login/'])('gives a token at %s', async (path) => {
    const { status, body } = await logIn({ email: 'Ada@example.com', password }, path);
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'bearer' });
    const { access_token: token } = body as { access_token: string }; // its shape was just seen
    expect(users.tokens.verify(token)).toMatchObject({ email: 'Ada@example.com', role: 'user' });
  });

  it('takes the email in any case of letters', async () => {
    expect((await logIn({ email: 'aDA@EXAMPLE.COM', password })).status).toBe(200);
  });

  it('says the same of a wrong password and of an unknown email', async () => {
    const replies = [
      await logIn({ email: 'ada@example.com', password: 'helloboosterkonf' }),
      await logIn({ email: 'nobody@example.com', password }),
    ];
    for (const { status, body, headers } of replies) {
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer');
      expect(body).toMatchObject({ type: '/problems/invalid-credentials', detail: 'Incorrect email or password' });
    }
  });

  it('is as slow for an unknown email as for a wrong password', async () => {
    const known = `${newId()}@example.com`;
    await call(`${users.url}/users`, { body: { name: 'Grace', email: known, password } });
    const time = async (email: string) => {
      const start = performance.now();
      await logIn({ email, password: 'wrong password' });
      return performance.now() - start;
    };
    const quickest = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    for (let turn = 0; turn < 5; turn += 1) {
      quickest.known = Math.min(quickest.known, await time(known));
      quickest.unknown = Math.min(quickest.unknown, await time('nobody-else@example.com'));
    }
    expect(quickest.unknown).toBeGreaterThan(quickest.known / 3);
  });
});

describe('guessing passwords', () => {
  /** As the gateway asks for a client at that address. */
  const logInFrom = (address: string, email: string, password: string) =>
    call(`${users.url}/users/login`, { body: { email, password }, headers: { 'X-Forwarded-For': address } });
  const guess = async (times: number, email: string) => {
    for (let time = 0; time < times; time += 1) await logInFrom('192.0.2.66', email, 'wrong password');
  };
  const refused = {
    status: 429,
    body: { type: '/problems/too-many-attempts', detail: expect.stringMatching(/^Too many wrong passwords/) },
  };

  it('is slowed down where it happens, whether there is the account or not, and the owner gets in from elsewhere', async () => {
    const { email } = await users.somebody();
    for (const who of [email, `${newId()}@example.com`]) {
      await guess(8, who);
      const reply = await logInFrom('192.0.2.66', who, password);
      expect(reply).toMatchObject(refused);
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
    expect(await logInFrom('192.0.2.1', email, password)).toMatchObject({ status: 200 });
  });

  it('is forgiven when the right password comes after all', async () => {
    const { email } = await users.somebody();
    for (let time = 0; time < 2; time += 1) {
      await guess(4, email);
      expect(await logInFrom('192.0.2.66', email, password)).toMatchObject({ status: 200 });
    }
  });

  it('is not quicker with many at once', async () => {
    const email = `${newId()}@example.com`;
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => logInFrom('192.0.2.66', email, 'wrong password')),
    );
    const tried = replies.filter(({ status }) => status === 401).length;
    expect(tried).toBeGreaterThanOrEqual(5);
    expect(tried).toBeLessThanOrEqual(6); // one more is due if it takes a second to ask them all
  });

  it('is no quicker with a stolen token, where the password is changed', async () => {
    const { email, token } = await users.somebody();
    const change = () =>
      call(`${users.url}/users/me/password`, {
        method: 'PUT',
        token,
        body: { current_password: 'wrong password', new_password: password },
        headers: { 'X-Forwarded-For': '192.0.2.66' },
      });
    for (let time = 0; time < 5; time += 1) expect(await change()).toMatchObject({ status: 403 });
    expect(await change()).toMatchObject(refused);
    expect(await logInFrom('192.0.2.66', email, password)).toMatchObject(refused);
  });
});
