import { afterEach, describe, expect, it } from '@jest/globals';
import { startUsers, type TestUsers } from '../../testing/start-users.ts';

let users: TestUsers;
afterEach(() => users.stop());

describe('production', () => {
  it('starts on a database without demo accounts', async () => {
    users = await startUsers({ NODE_ENV: 'production' });
    expect((await fetch(`${users.url}/healthz`)).status).toBe(200);
  });

  it('does not start on one with demo accounts', async () => {
    users = await startUsers({ NODE_ENV: 'production' });
    await users.seed();
    await expect(users.another()).rejects.toThrow('demo accounts');
  });
});

describe('development', () => {
  it('starts with demo accounts: there they are wanted', async () => {
    users = await startUsers();
    await users.seed();
    await expect(users.another()).resolves.toContain('http://');
  });
});
