import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, query } from '@paidonce/shared/testing';
import { type Somebody, startUsers, type TestUsers } from '../../testing/start-users.ts';

let users: TestUsers;
let ada: Somebody;
beforeAll(async () => {
  users = await startUsers();
  ada = await users.somebody();
});
afterAll(() => users.stop());

const put = (preferences: unknown, { token } = ada) =>
  call(`${users.url}/users/me/preferences`, { method: 'PUT', token, body: { preferences } });
const get = ({ token } = ada) => call(`${users.url}/users/me/preferences`, { token });

describe('preferences', () => {
  it('are empty at first', async () => {
    expect(await get()).toMatchObject({ status: 200, body: { preferences: {} } });
  });

  it('are found again as they were put, here and at who am I, and take the place of those before', async () => {
    await put({ theme: 'light', size: 1 });
    const kept = {
      theme: 'dark',
      notifications: { email: false, topics: ['orders', null, 1.5] },
      note: 'ünï "quoted" 🐴',
    };
    expect(await put(kept)).toMatchObject({ status: 200, body: { preferences: kept } });
    expect((await get()).body).toEqual({ preferences: kept });
    expect((await call(`${users.url}/users/me`, ada)).body).toMatchObject({ preferences: kept });
  });

  it("are nobody else's, and no event tells of them", async () => {
    const bob = await users.somebody();
    await put({ secret: 'ada' });
    expect((await get(bob)).body).toEqual({ preferences: {} });
    const told = await query(
      users.config.DATABASE_URL,
      `select subject from outbox where subject <> 'user.registered'`,
    );
    expect(told).toEqual([]);
  });

  it.each([
    ['of more than 8000 characters', { text: 'x'.repeat(8_000) }],
    ['that are a list', []],
    ['that are a text', 'dark'],
    ['that are missing', undefined],
    ['with NUL', { text: 'a\0' }],
  ])('%s are refused, by name', async (_, preferences) => {
    const { status, body } = await put(preferences);
    expect(status).toBe(422);
    expect(Object(body).errors[0].field).toMatch(/^preferences/);
  });

  it('nested as deep as a body can be are refused as too long', async () => {
    const body = `{"preferences":{"a":${'['.repeat(49_000)}${']'.repeat(49_000)}}}`;
    const answer = await call(`${users.url}/users/me/preferences`, { method: 'PUT', token: ada.token, body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'preferences' }] } });
  });

  it.each([
    ['nested as deep as they may', `${'['.repeat(3_900)}${']'.repeat(3_900)}`],
    ['with a name that JavaScript uses', '1, "__proto__": {"admin": true}, "constructor": 2'],
  ])('%s do no harm', async (_, value) => {
    const body = `{"preferences":{"a":${value}}}`;
    const { status } = await call(`${users.url}/users/me/preferences`, { method: 'PUT', token: ada.token, body });
    expect(status).toBe(200);
    expect((await get()).status).toBe(200);
  });
});
