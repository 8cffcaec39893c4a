import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call, testTokens } from '@paidonce/shared/testing';
import { startUsers, type TestUsers } from './testing/start-users.ts';

let users: TestUsers;
beforeAll(async () => {
  users = await startUsers();
});
afterAll(() => users.stop());

const account = { name: 'Ada', email: 'ada@example.com', password: 'helloboosterconf' };
const credentials = { email: account.email, password: account.password };

type Case = [what: string, field: string, change: Record<string, unknown>];

const ofEmails: Case[] = [
  ['without an email', 'email', { email: undefined }],
  ['with null as email', 'email', { email: null }],
  ['with a number as email', 'email', { email: 7 }],
  ['with a list as email', 'email', { email: [account.email] }],
  ['with an email that is none', 'email', { email: 'ada' }],
  ['with an email of 10,000 characters', 'email', { email: `${'a'.repeat(9_988)}@example.com` }],
  ['with an email of 10,000 at signs', 'email', { email: '@'.repeat(10_000) }],
  ['with NUL in the email', 'email', { email: 'ada\0@example.com' }],
  ['with half a surrogate pair in the email', 'email', { email: 'ada\ud800@example.com' }],
];
const ofPasswords: Case[] = [
  ['without a password', 'password', { password: undefined }],
  ['with a number as password', 'password', { password: 12345678 }],
  ['with an empty password', 'password', { password: '' }],
  ['with a password of 10,000 characters', 'password', { password: 'p'.repeat(10_000) }],
  ['with NUL in the password', 'password', { password: 'password\0' }],
];
const ofBoth: Case[] = [...ofEmails, ...ofPasswords, ['with a field too many', 'admin', { admin: true }]];
const ofAccounts: Case[] = [
  ...ofBoth,
  ['without a name', 'name', { name: undefined }],
  ['with an object as name', 'name', { name: {} }],
  ['with a blank name', 'name', { name: '   ' }],
  ['with a name of 201 characters', 'name', { name: 'n'.repeat(201) }],
  ['with NUL in the name', 'name', { name: 'A\0da' }],
  ['with half a surrogate pair in the name', 'name', { name: 'Ada \udc00' }],
  ['with a password of 7 characters', 'password', { password: 'pass123' }],
];

const routes: { path: string; good: object; cases: Case[] }[] = [
  { path: '/users', good: account, cases: ofAccounts },
  { path: '/users/register', good: account, cases: ofAccounts },
  { path: '/users/login', good: credentials, cases: ofBoth },
  { path: '/login', good: credentials, cases: ofBoth },
];

describe.each(routes)('POST $path', ({ path, good, cases }) => {
  it.each(cases)('%s names the field %s', async (_, field, change) => {
    const { status, body, headers } = await call(users.url + path, { body: { ...good, ...change } });
    expect(status).toBe(422);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 422, errors: expect.arrayContaining([expect.objectContaining({ field })]) });
  });

  it.each([
    ['no JSON at all', '{"email":', 400],
    ['a list instead of an object', '[]', 422],
    ['a word instead of an object', '"ada"', 422],
    ['null instead of an object', 'null', 422],
    ['more than 100 kB', JSON.stringify({ ...good, name: 'n'.repeat(110_000) }), 413],
  ])('refuses %s', async (_, body, status) => {
    expect(await call(users.url + path, { body })).toMatchObject({
      status,
      body: { status, detail: expect.any(String) },
    });
  });

  it('refuses a body that does not say that it is JSON', async () => {
    const { status } = await fetch(users.url + path, { method: 'POST', body: JSON.stringify(good) });
    expect(status).toBe(415);
  });

  it('takes no other method', async () => {
    const { status, headers } = await fetch(users.url + path, { method: 'PATCH' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toContain('POST');
  });
});

describe('a token', () => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: newId(), email: 'ada@example.com', role: 'admin', iat: now, exp: now + 3600 };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  /** A token with a good signature, whatever it says. */
  const signed = (payload: object) => {
    const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
    return `${text}.${createHmac('sha256', users.config.JWT_SECRET_KEY ?? '')
      .update(text)
      .digest('base64url')}`;
  };
  const cases: [string, () => string][] = [
    ['that is none', () => 'token'],
    ['that has expired', () => signed({ ...claims, iat: now - 7200, exp: now - 3600 })],
    ['without an end', () => signed({ ...claims, exp: undefined })],
    [
      'of another shop',
      () => testTokens('the secret of another shop, 0123456789').sign({ ...claims, id: newId(), role: 'admin' }),
    ],
    ['with alg none', () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`],
    ['of an id that is none', () => signed({ ...claims, sub: "1' or 1=1" })],
    ['of a role that is none', () => signed({ ...claims, role: 'root' })],
  ];

  it.each(cases)('%s opens nothing, and on an open route is refused as well', async (_, token) => {
    const refused = { status: 401, body: { type: '/problems/unauthorized', status: 401 } };
    const me = await call(`${users.url}/users/me`, { token: token() });
    expect(me).toMatchObject(refused);
    expect(me.headers.get('www-authenticate')).toContain('Bearer');
    expect(await call(`${users.url}/users`, { token: token(), body: account })).toMatchObject(refused);
  });
});
