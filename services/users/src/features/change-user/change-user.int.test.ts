import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call, query } from '@paidonce/shared/testing';
import { password, type Somebody, startUsers, type TestUsers } from '../../testing/start-users.ts';

let users: TestUsers;
let admin: Somebody;
beforeAll(async () => {
  users = await startUsers();
  admin = await users.somebody('admin');
});
afterAll(() => users.stop());

const put = (id: string, body: object, { token } = admin) =>
  call(`${users.url}/users/${id}`, { method: 'PUT', token, body });
const read = (id: string, { token } = admin) => call(`${users.url}/users/${id}`, { token });
const logIn = (email: string) => call(`${users.url}/users/login`, { body: { email, password } });

/** What the outbox holds about a user after the sign-up. */
const toldOf = (id: string) =>
  query<{ subject: string; payload: Record<string, unknown> }>(
    users.config.DATABASE_URL,
    `select subject, payload from outbox where payload ->> 'user_id' = $1 order by (payload ->> 'version')::int offset 1`,
    id,
  );

describe('a user', () => {
  it('changes name and email, and logs in by the new one', async () => {
    const ada = await users.somebody();
    const email = `countess-${ada.id}@example.com`;
    const { status, body } = await put(ada.id, { name: 'Ada Lovelace', email }, ada);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: ada.id, name: 'Ada Lovelace', email, role: 'user', is_active: true });
    expect((await read(ada.id, ada)).body).toEqual(body);
    expect((await logIn(email)).status).toBe(200);
    expect((await logIn(ada.email)).status).toBe(401);
  });

  it.each([{ role: 'admin' }, { is_active: true }])('may not change %j', async (body) => {
    const ada = await users.somebody();
    expect(await put(ada.id, body, ada)).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
    expect((await read(ada.id)).body).toMatchObject({ role: 'user' });
  });

  it('finds nobody else, be there somebody or not', async () => {
    const [ada, bob] = [await users.somebody(), await users.somebody()];
    for (const id of [bob.id, newId(), 'me', 'analytics', '1']) {
      const answer = { status: 404, body: { type: '/problems/not-found' } };
      if (id !== 'me' && id !== 'analytics') expect(await read(id, ada)).toMatchObject(answer);
      expect(await put(id, { name: 'Eve' }, ada)).toMatchObject(answer);
    }
    expect((await read(bob.id)).body).toMatchObject({ name: 'Ada' });
  });
});

describe('an administrator', () => {
  it('puts an account out of use and back: nobody logs in meanwhile', async () => {
    const bob = await users.somebody();
    expect(await put(bob.id, { is_active: false })).toMatchObject({ status: 200, body: { is_active: false } });
    expect(await logIn(bob.email)).toMatchObject({ status: 401, body: { type: '/problems/invalid-credentials' } });
    expect(await call(`${users.url}/users/me`, bob)).toMatchObject({ status: 401 });
    expect(await put(bob.id, { is_active: true })).toMatchObject({ status: 200, body: { is_active: true } });
    expect((await logIn(bob.email)).status).toBe(200);
  });

  it('tells of each change once, with its version, and of none that changes nothing', async () => {
    const bob = await users.somebody();
    for (const body of [
      { name: 'Bob' },
      { name: 'Bob' },
      {},
      { role: 'admin' },
      { is_active: false },
      { role: 'user' },
    ])
      expect((await put(bob.id, body)).status).toBe(200);
    const told = await toldOf(bob.id);
    expect(told.map(({ subject }) => subject)).toEqual(Array.from({ length: 4 }, () => 'user.updated'));
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { version: 2, role: 'user', is_active: true },
      { version: 3, role: 'admin', is_active: true },
      { version: 4, role: 'admin', is_active: false },
      { version: 5, role: 'user', is_active: false },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/bob|example/i);
  });

  it('cannot give an email that somebody has, in whatever case of letters', async () => {
    const [ada, bob] = [await users.somebody(), await users.somebody()];
    expect(await put(bob.id, { email: ada.email.toUpperCase() })).toMatchObject({
      status: 409,
      body: { type: '/problems/email-taken' },
    });
    expect(await toldOf(bob.id)).toEqual([]);
    expect((await put(bob.id, { email: bob.email.toUpperCase() })).status).toBe(200);
  });

  it('is not told of a change that was overtaken: of many at once each finds its place', async () => {
    const bob = await users.somebody();
    const urls = [users.url, await users.another()];
    const replies = await Promise.all(
      ['A', 'B', 'C', 'D'].map((name, number) =>
        call(`${urls[number % 2]}/users/${bob.id}`, { method: 'PUT', token: admin.token, body: { name } }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await toldOf(bob.id)).map(({ payload }) => payload.version)).toEqual([2, 3, 4, 5]);
  });
});

describe('the last administrator', () => {
  it.each([{ role: 'user' }, { is_active: false }])('cannot become %j', async (body) => {
    const alone = await startUsers();
    const { id, token } = await alone.somebody('admin');
    const inactive = await alone.somebody('admin');
    const change = (who: string, body: object) => call(`${alone.url}/users/${who}`, { method: 'PUT', token, body });
    expect((await change(inactive.id, { is_active: false })).status).toBe(200);
    expect(await change(id, body)).toMatchObject({ status: 409, body: { type: '/problems/last-administrator' } });
    expect((await change(id, { name: 'Still here' })).status).toBe(200);
    expect((await change(inactive.id, { is_active: true })).status).toBe(200);
    expect((await change(id, body)).status).toBe(200);
    await alone.stop();
  });
});
