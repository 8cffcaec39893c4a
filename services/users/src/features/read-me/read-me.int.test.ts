import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call } from '@paidonce/shared/testing';
import { startUsers, type TestUsers } from '../../testing/start-users.ts';

let users: TestUsers;
beforeAll(async () => {
  users = await startUsers();
});
afterAll(() => users.stop());

describe('who am I', () => {
  it('is answered with the account', async () => {
    const ada = { name: 'Ada', email: 'ada@example.com', password: 'helloboosterconf' };
    const { body: signedUp } = await call(`${users.url}/users`, { body: ada });
    const { access_token: token, token_type: _, ...account } = signedUp as Record<string, string>; // a sign-up's answer
    const { status, body } = await call(`${users.url}/users/me`, { ...(token && { token }) });
    expect(status).toBe(200);
    expect(body).toEqual({ ...account, preferences: {} });
  });

  it('is a 401 for the token of an account that does not exist any more', async () => {
    const token = users.tokens.sign({ id: newId(), email: 'gone@example.com', role: 'admin' });
    const { status, body, headers } = await call(`${users.url}/users/me`, { token });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('invalid_token');
    expect(body).toMatchObject({ type: '/problems/unauthorized' });
  });

  it('is a 401 without a token', async () => {
    expect((await call(`${users.url}/users/me`)).status).toBe(401);
  });
});
