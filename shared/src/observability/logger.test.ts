import { describe, expect, it } from '@jest/globals';
import { createLogger, withoutRedaction } from './index.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ name: 'orders', destination: { write: (line) => void lines.push(line) } }));
  return lines.join('');
}

describe('a log line', () => {
  it('says which service wrote it, when, and how grave it is', () => {
    const line = JSON.parse(logged((log) => log.warn({ part: 'relay' }, 'no leader')));
    expect(line).toMatchObject({ service: 'orders', level: 'warn', part: 'relay', msg: 'no leader' });
    expect(Date.parse(line.time)).toBeGreaterThan(0);
  });

  it.each([
    { password: 'hunter2' },
    { access_token: 'hunter2' },
    { caller: { token: 'hunter2' } },
    { config: { JWT_SECRET_KEY: 'hunter2', DATABASE_URL: 'hunter2' } },
    { request: { headers: { authorization: 'hunter2', cookie: 'hunter2' } } },
    { response: { headers: { 'set-cookie': 'hunter2' } } },
  ])('never shows the secret in %j', (line) => {
    const text = logged((log) => log.info(line));
    expect(text).toContain('[redacted]');
    expect(text).not.toContain('hunter2');
  });

  it('tells an error of PostgreSQL without the row that it quotes', () => {
    const error = Object.assign(new Error('new row violates check constraint'), {
      code: '23514',
      constraint: 'users_role_check',
      detail: 'Failing row contains (1, ada@example.com, $argon2id$hash).',
      where: 'PL/pgSQL function check_user(hunter2)',
    });
    const text = logged((log) => log.error({ err: error }));
    expect(text).toContain('users_role_check');
    expect(text).toContain('23514');
    expect(text).not.toMatch(/argon2id|ada@|hunter2/);
  });

  it('is left as it is by the logger for harmless lines', () => {
    expect(logged((log) => withoutRedaction(log).info({ status: 200 }))).toContain('"status":200');
  });
});
