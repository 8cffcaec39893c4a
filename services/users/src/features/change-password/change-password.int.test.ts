import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, query } from '@paidonce/shared/testing';
import { password, type Somebody, startUsers, type TestUsers } from '../../testing/start-users.ts';

const chosen = 'correct horse battery';

let users: TestUsers;
beforeAll(async () => {
  users = await startUsers();
});
afterAll(() => users.stop());

const logIn = (email: string, secret: string) => call(`${users.url}/login`, { body: { email, password: secret } });
const change = ({ token }: { token: string }, current: string, next = chosen) =>
  call(`${users.url}/users/me/password`, {
    method: 'PUT',
    token,
    body: { current_password: current, new_password: next },
  });

/** When the sessions of a user begin to count, in epoch milliseconds. */
async function sessionsValidFrom({ id }: Somebody): Promise<number> {
  const rows = await query<{ sessions_valid_from: Date }>(
    users.config.DATABASE_URL,
    'select sessions_valid_from from users where id = $1',
    id,
  );
  return rows[0]?.sessions_valid_from.getTime() ?? 0;
}

describe('another password', () => {
  it('opens the account, and the old one does not any more', async () => {
    const ada = await users.somebody();
    expect(await change(ada, password)).toMatchObject({
      status: 200,
      body: { access_token: expect.any(String), token_type: 'bearer' },
    });
    expect((await logIn(ada.email, chosen)).status).toBe(200);
    expect((await logIn(ada.email, password)).status).toBe(401);
  });

  it('ends the sessions of before, and its own token is of after', async () => {
    const ada = await users.somebody();
    const { body } = await change(ada, password);
    const { iat } = JSON.parse(Buffer.from(Object(body).access_token.split('.')[1], 'base64url').toString());
    const validFrom = await sessionsValidFrom(ada);
    expect(iat * 1000).toBe(validFrom);
    expect(validFrom).toBeGreaterThan(Date.now() - 1000);
  });

  it('needs the present one', async () => {
    const ada = await users.somebody();
    const { status, body, headers } = await change(ada, 'wrong password');
    expect(status).toBe(403);
    expect(body).toMatchObject({ type: '/problems/wrong-password' });
    expect(headers.get('www-authenticate')).toBeNull();
    expect((await logIn(ada.email, password)).status).toBe(200);
  });

  it('has to be as good as the first one', async () => {
    const ada = await users.somebody();
    expect(await change(ada, password, 'short')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'new_password' }] },
    });
  });

  it('is given by an administrator, who is told it once', async () => {
    const [admin, bob] = [await users.somebody('admin'), await users.somebody()];
    const reset = (id: string, { token }: Somebody) =>
      call(`${users.url}/users/${id}/reset_password`, { token, method: 'POST' });
    const { status, body } = await reset(bob.id, admin);
    expect(status).toBe(200);
    expect((await logIn(bob.email, password)).status).toBe(401);
    expect((await logIn(bob.email, Object(body).temp_password)).status).toBe(200);
    expect(await sessionsValidFrom(bob)).toBeGreaterThan(Date.now() - 1000);
    expect((await reset(admin.id, bob)).status).toBe(403);
    expect((await reset('nobody', admin)).status).toBe(404);
  });

  it('makes a demo account one of its owner', async () => {
    await users.seed();
    const { body } = await logIn('bob@example.com', 'password123');
    expect((await change({ token: Object(body).access_token }, 'password123')).status).toBe(200);
    const demo = `select email from users where has_demo_password`;
    expect(await query(users.config.DATABASE_URL, demo)).toEqual([{ email: 'admin@test.com' }]);
  });
});
