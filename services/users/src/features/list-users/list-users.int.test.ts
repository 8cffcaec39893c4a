import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, query } from '@paidonce/shared/testing';
import { type Somebody, startUsers, type TestUsers } from '../../testing/start-users.ts';

let users: TestUsers;
let admin: Somebody;
const everybody: Somebody[] = [];
beforeAll(async () => {
  users = await startUsers();
  admin = await users.somebody('admin');
  everybody.push(admin);
  for (let number = 0; number < 6; number += 1) everybody.push(await users.somebody());
});
afterAll(() => users.stop());

const newestFirst = () => everybody.map(({ id }) => id).reverse();
const idsIn = (body: unknown) => (body as { id: string }[]).map(({ id }) => id); // a list of users, or the test fails on it
const get = (path: string, { token } = admin) => call(users.url + path, { token });

describe('the list of users', () => {
  it('shows everybody to an administrator, newest first, without any secret', async () => {
    const { status, body } = await get('/users');
    expect(status).toBe(200);
    expect(idsIn(body)).toEqual(newestFirst());
    expect(JSON.stringify(body)).not.toMatch(/password|argon2|version|preferences/);
  });

  it('comes in pages, each with the way to the next', async () => {
    const seen: string[] = [];
    for (let next: string | undefined = '?limit=3'; next !== undefined; ) {
      const { body, headers } = await get(`/users${next}`);
      expect(idsIn(body).length).toBeLessThanOrEqual(3);
      seen.push(...idsIn(body));
      next = /<(.*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(newestFirst());
    expect(idsIn((await get('/users?skip=2&limit=2')).body)).toEqual(newestFirst().slice(2, 4));
  });

  it('is for administrators', async () => {
    for (const path of ['/users', '/users/analytics', '/users/analytics/timeseries'])
      expect((await get(path, everybody[1])).status).toBe(403);
  });
});

describe('users in numbers', () => {
  it('are counted by role and by whether they are in use', async () => {
    const body = { is_active: false };
    await call(`${users.url}/users/${everybody[3]?.id}`, { method: 'PUT', token: admin.token, body });
    expect(await get('/users/analytics')).toMatchObject({
      status: 200,
      body: { total: 7, active: 6, inactive: 1, roles: { user: 6, admin: 1 } },
    });
  });

  it('are shown by the day of their sign-up, days without one too', async () => {
    const dayOf = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const old = `update users set created_at = now() - interval '2 days' where id = $1`;
    await query(users.config.DATABASE_URL, old, everybody[5]?.id);
    const { status, body } = await get('/users/analytics/timeseries?days=4');
    expect(status).toBe(200);
    expect(body).toEqual([
      { date: dayOf(3), count: 0 },
      { date: dayOf(2), count: 1 },
      { date: dayOf(1), count: 0 },
      { date: dayOf(0), count: 6 },
    ]);
    expect((await get('/users/analytics/timeseries')).body).toHaveLength(30);
  });

  it.each(['0', '366', 'x', '-1', '1.5'])('of %s days there are none', async (days) => {
    expect(await get(`/users/analytics/timeseries?days=${days}`)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'days' }] },
    });
  });
});
