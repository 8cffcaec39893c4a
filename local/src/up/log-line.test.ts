import { describe, expect, it } from '@jest/globals';
import { paint } from './colours.ts';
import { logLine } from './log-line.ts';

const plain = paint({ isTTY: false }, {});
const time = new Date(2026, 0, 2, 3, 4, 5, 6).toISOString();

describe('a line of a service', () => {
  it('is told by time, service, level, message and fields', () => {
    const line = JSON.stringify({ level: 'info', time, service: 'orders', order_id: '7', ms: 3, msg: 'order paid' });
    expect(logLine('orders', line, plain)).toBe('03:04:05.006 orders   info  order paid order_id=7 ms=3');
  });

  it('names the error, not its stack', () => {
    const err = { type: 'Error', message: 'connection refused', stack: 'Error: …' };
    const line = JSON.stringify({ level: 'error', time, service: 'users', msg: 'cannot connect', err });
    expect(logLine('users', line, plain)).toBe('03:04:05.006 users    error cannot connect err=connection refused');
  });

  it('is shown as it is when it is no JSON', () => {
    expect(logLine('gateway', 'Error: out of memory', plain)).toMatch(/^ +gateway +Error: out of memory$/);
  });

  it('is coloured on a terminal only, and not for those who set NO_COLOR', () => {
    const line = JSON.stringify({ level: 'warn', time, msg: 'slow' });
    expect(logLine('users', line, paint({ isTTY: true }, {}))).toContain('\u001b[33mwarn');
    expect(logLine('users', line, paint({ isTTY: true }, { NO_COLOR: '1' }))).not.toContain('\u001b');
    expect(logLine('users', line, plain)).not.toContain('\u001b');
  });
});
