import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call, dumpDatabase, query } from '@paidonce/shared/testing';
import { password, startUsers, type TestUsers } from '../../testing/start-users.ts';

let users: TestUsers;
let urls: string[];
beforeAll(async () => {
  users = await startUsers();
  urls = [users.url, await users.another()];
});
afterAll(() => users.stop());

const remove = (id: string, { token }: { token: string }, url = users.url) =>
  call(`${url}/users/${id}`, { method: 'DELETE', token });

const administrators = () =>
  query<{ id: string }>(users.config.DATABASE_URL, `select id from users where role = 'admin' and is_active`);

describe('removing a user', () => {
  it('leaves nothing but the id, and what was told by it', async () => {
    const [admin, bob] = [await users.somebody('admin'), await users.somebody()];
    expect(await remove(bob.id, admin)).toMatchObject({ status: 204, body: undefined });
    expect((await call(`${users.url}/users/${bob.id}`, admin)).status).toBe(404);
    expect((await call(`${users.url}/users/me`, bob)).status).toBe(401);
    expect((await remove(bob.id, admin)).status).toBe(404);
    const login = await call(`${users.url}/users/login`, { body: { email: bob.email, password } });
    expect(login).toMatchObject({ status: 401, body: { type: '/problems/invalid-credentials' } });
    const left = await dumpDatabase(users.config.DATABASE_URL);
    expect(JSON.stringify(left)).toContain(bob.id);
    expect(JSON.stringify(left)).not.toContain(bob.email);
    const told = await query(users.config.DATABASE_URL, `select payload from outbox where subject = 'user.deleted'`);
    expect(told).toMatchObject([{ payload: { user_id: bob.id, version: 2, is_active: false } }]);
  });

  it('makes the email free again, for another account', async () => {
    const [admin, bob] = [await users.somebody('admin'), await users.somebody()];
    await remove(bob.id, admin);
    const again = await call(`${users.url}/users`, { body: { name: 'Bob', email: bob.email, password } });
    expect(again.status).toBe(201);
    expect(again.body).not.toMatchObject({ id: bob.id });
  });

  it('is for administrators, and tells others nothing', async () => {
    const [ada, bob] = [await users.somebody(), await users.somebody()];
    for (const id of [ada.id, bob.id, newId()]) expect((await remove(id, ada)).status).toBe(403);
    expect((await remove(newId(), await users.somebody('admin'))).status).toBe(404);
  });

  it('does not remove the last administrator', async () => {
    const [admin] = [await users.somebody('admin')];
    for (const { id } of await administrators())
      if (id !== admin.id) expect((await remove(id, admin)).status).toBe(204);
    expect(await remove(admin.id, admin)).toMatchObject({
      status: 409,
      body: { type: '/problems/last-administrator' },
    });
    expect(await administrators()).toEqual([{ id: admin.id }]);
  });

  it('does not leave none behind when administrators remove each other at once, at two instances', async () => {
    for (let round = 0; round < 25; round += 1) {
      const some = [await users.somebody('admin'), await users.somebody('admin'), await users.somebody('admin')];
      const all = await administrators();
      const replies = await Promise.all(
        all.map(({ id }, number) => {
          const by = some[number % some.length] ?? { token: '' };
          const url = urls[number % 2] ?? '';
          const demote = { method: 'PUT', token: by.token, body: { role: 'user' } };
          return number % 3 === 0 ? call(`${url}/users/${id}`, demote) : remove(id, by, url);
        }),
      );
      const left = await administrators();
      expect(left).toHaveLength(1);
      expect(replies.filter(({ status }) => status === 409)).toHaveLength(1);
      expect(replies.filter(({ status }) => status === 200 || status === 204)).toHaveLength(all.length - 1);
    }
  });
});
