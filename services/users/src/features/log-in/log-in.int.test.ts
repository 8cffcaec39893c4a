import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { startUsers, type TestUsers } from '../../testing/start-users.ts';

const password = 'helloboosterconf';

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
    const quickest = async (email: string) => {
      const times: number[] = [];
      for (let run = 0; run < 5; run += 1) {
        const start = performance.now();
        await logIn({ email, password: 'wrong password' });
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    expect(await quickest('nobody@example.com')).toBeGreaterThan((await quickest('ada@example.com')) / 3);
  });
});
