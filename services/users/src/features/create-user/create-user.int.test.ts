import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call } from '@paidonce/shared/testing';
import { startUsers, type TestUsers } from '../../testing/start-users.ts';

const password = 'helloboosterconf';

let users: TestUsers;
let adminToken: string;
beforeAll(async () => {
  users = await startUsers();
  adminToken = users.tokens.sign({ id: newId(), email: 'admin@example.com', role: 'admin' });
});
afterAll(() => users.stop());

const createUser = (body: object, token?: string) => call(`${users.url}/users`, { body, ...(token && { token }) });
const logIn = (email: string, secret: string) =>
  call(`${users.url}/users/login`, { body: { email, password: secret } });

describe('signing up', () => {
  it('answers with the new account and a token for it', async () => {
    const { status, body } = await createUser({ name: ' Ada Lovelace ', email: 'ada@example.com', password });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      role: 'user',
      is_active: true,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      access_token: expect.any(String),
      token_type: 'bearer',
    });
  });

  it('needs a password', async () => {
    const { status, body } = await createUser({ name: 'Grace', email: 'grace@example.com' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ field: 'password', message: 'is required' }] });
  });

  it.each(['role', 'is_active', 'id'])('does not let anybody choose %s', async (field) => {
    const { status, body } = await createUser({ name: 'Eve', email: 'eve@example.com', password, [field]: 'admin' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ field }] });
  });

  it('is the same for somebody who is logged in already', async () => {
    const token = users.tokens.sign({ id: newId(), email: 'ada@example.com', role: 'user' });
    const { status, body } = await createUser({ name: 'Joan', email: 'joan@example.com', password }, token);
    expect(status).toBe(201);
    expect(body).toHaveProperty('access_token');
  });
});

describe('an administrator', () => {
  it('makes an account without getting its token', async () => {
    const { status, body } = await createUser({ name: 'Bob', email: 'bob@example.com', password }, adminToken);
    expect(status).toBe(201);
    expect(body).toMatchObject({ email: 'bob@example.com', role: 'user' });
    expect(body).not.toHaveProperty('access_token');
    expect(body).not.toHaveProperty('temp_password');
    expect((await logIn('bob@example.com', password)).status).toBe(200);
  });

  it('is told a random password when none was given, and it works', async () => {
    const { body } = await createUser({ name: 'Rob', email: 'rob@example.com' }, adminToken);
    const { temp_password: secret } = body as { temp_password: string }; // undefined would fail to log in
    expect((await logIn('rob@example.com', secret)).status).toBe(200);
  });

  it('cannot take an email twice either', async () => {
    const account = { name: 'Tim', email: 'tim@example.com' };
    await createUser(account, adminToken);
    expect(await createUser(account, adminToken)).toMatchObject({
      status: 409,
      body: { type: '/problems/email-taken' },
    });
  });
});
