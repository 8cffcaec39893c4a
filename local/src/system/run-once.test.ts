import { describe, expect, it } from '@jest/globals';
import { runOnce } from './run-once.ts';

describe('a command of a service that fails', () => {
  it('is told in the one sentence that the service has for it', async () => {
    const env = {
      DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/nowhere',
      NATS_URL: 'nats://127.0.0.1:1',
      JWT_SECRET_KEY: 'kX3vR9pQ7sT1wZ5yB8nM2cL4dF6gH0jA',
    };
    await expect(runOnce('users', 'migrate', env)).rejects.toThrow(
      /^users: migrate failed: The database does not answer[^\n]*\(connect ECONNREFUSED 127\.0\.0\.1:1\)$/,
    );
  });

  it('is told in whatever it said when it does not know why', async () => {
    await expect(runOnce('users', 'migrate', {})).rejects.toThrow('DATABASE_URL is missing.');
  });
});
