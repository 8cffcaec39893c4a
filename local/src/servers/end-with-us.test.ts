import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { watch } from './end-with-us.ts';

const module = JSON.stringify(new URL('./end-with-us.ts', import.meta.url).href);

/** Starts a child, has it watched, tells its number, and waits to be killed. */
const parent = `
  import { spawn } from 'node:child_process';
  import { endWithUs } from ${module};
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  endWithUs(child);
  process.stdout.write(String(child.pid));
`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a watched child', () => {
  it('ends when its parent is killed', async () => {
    const runner = spawn(process.execPath, ['--input-type=module', '-e', parent], { env: { PATH: process.env.PATH } });
    const [text] = await once(runner.stdout, 'data');
    const pid = Number(text);
    expect(isAlive(pid)).toBe(true);
    runner.kill('SIGKILL');
    for (let waited = 0; waited < 5_000 && isAlive(pid); waited += 20) await setTimeout(20);
    expect(isAlive(pid)).toBe(false);
  });

  it('is sent nothing more once it is gone: its number may belong to a stranger by then', async () => {
    const child = spawn('sleep', ['60']);
    const watcher = spawn('/bin/sh', ['-c', watch, 'sh', String(child.pid)], { stdio: ['pipe', 'ignore', 'ignore'] });
    const began = Date.now();
    watcher.stdin.end();
    const [[, signal], [code]] = await Promise.all([once(child, 'exit'), once(watcher, 'exit')]);
    expect({ signal, code }).toEqual({ signal: 'SIGINT', code: 0 });
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});
