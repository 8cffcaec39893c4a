import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';

/** A service of one part, in a process of its own; `stop` is the part's way to end. */
const source = (stop: string) => `
  import { z } from 'zod';
  import { faultPoint, Refusal, runService } from '@paidonce/shared/lifecycle';
  import { logLevel, port } from '@paidonce/shared/config';
  const part = (log) => {
    const timer = setInterval(() => {}, 1000);
    return { name: 'work', start: async () => log.info('begun'), stop: async () => { clearInterval(timer); ${stop} } };
  };
  await runService({
    name: 'demo',
    config: z.object({ PORT: port(0), LOG_LEVEL: logLevel }),
    commands: {
      serve: ({ log }) => ({ parts: [part(log)] }),
      migrate: async ({ log }) => { faultPoint('step'); log.info('half'); faultPoint('step'); log.info('migrated'); },
      greet: async ({ args, log }) => { log.info(args.join(' and ')); },
      refuse: async () => { throw new Refusal('There is no database.', { cause: new Error('connect ECONNREFUSED') }); },
      fail: async () => { throw new Error('no database'); },
      forget: async () => { Promise.reject(new Error('nobody caught this')); await new Promise((done) => setTimeout(done, 1000)); },
    },
  });`;

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

function run(command: string, environment: Record<string, string> = {}, stop = ''): Process {
  const child = spawn(process.execPath, ['--input-type=module', '-', ...command.split(' ')].filter(Boolean), {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(source(stop));
  return child;
}

async function ended(child: Process) {
  const [[code, signal], out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code, signal, out, err };
}

/** Each signal once the process has said something more: that it began, that it is stopping. */
async function signalled(child: Process, ...signals: NodeJS.Signals[]) {
  for (const signal of signals) {
    await once(child.stdout, 'data');
    child.kill(signal);
  }
}

describe('a service process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops its parts on %s and ends well', async (signal) => {
    const child = run('');
    const result = ended(child);
    await signalled(child, signal);
    expect(await result).toMatchObject({ code: 0, out: expect.stringContaining('"msg":"stopped"') });
  });

  it('ends at once on a second signal', async () => {
    const child = run('serve', {}, 'await new Promise(() => setInterval(() => {}, 1000));');
    const result = ended(child);
    await signalled(child, 'SIGTERM', 'SIGTERM');
    expect(await result).toMatchObject({ code: 1 });
  });

  it('ends with 1 and names the part that did not stop', async () => {
    const child = run('serve', {}, 'throw new Error("stuck");');
    const result = ended(child);
    await signalled(child, 'SIGTERM');
    expect(await result).toMatchObject({ code: 1, out: expect.stringContaining('"part":"work"') });
  });

  it('runs another command to its end', async () => {
    expect(await ended(run('migrate'))).toMatchObject({ code: 0, out: expect.stringContaining('"msg":"migrated"') });
  });

  it('hands a command the words behind its name', async () => {
    expect(await ended(run('greet ada bob'))).toMatchObject({ code: 0, out: expect.stringContaining('"ada and bob"') });
  });

  it('refuses a wrong environment in a sentence', async () => {
    const { code, err } = await ended(run('serve', { PORT: 'eighty' }));
    expect({ code, err }).toEqual({ code: 1, err: 'demo cannot start:\nPORT must be a port number.\n' });
  });

  it('refuses a command that it does not have', async () => {
    const { code, err } = await ended(run('toString'));
    expect(code).toBe(1);
    expect(err).toBe('demo has no command "toString". It has: serve, migrate, greet, refuse, fail, forget.\n');
  });

  it.each([
    ['fail', 'no database'],
    ['forget', 'nobody caught this'],
  ])('ends with 1 and a fatal line when "%s" goes wrong', async (command, reason) => {
    const { code, out } = await ended(run(command));
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ level: 'fatal', err: { message: reason } });
  });

  it('tells why it cannot in a sentence, without a stack', async () => {
    const { code, out } = await ended(run('refuse'));
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      level: 'fatal',
      service: 'demo',
      time: expect.any(String),
      reason: 'connect ECONNREFUSED',
      msg: 'refuse failed: There is no database.',
    });
  });

  it('is killed at the fault point that the environment names, and nowhere else', async () => {
    expect(await ended(run('migrate', { PAIDONCE_FAULT_POINT: 'step' }))).toMatchObject({ signal: 'SIGKILL', out: '' });
    expect(await ended(run('migrate', { PAIDONCE_FAULT_POINT: 'step:2' }))).toMatchObject({
      signal: 'SIGKILL',
      out: expect.stringContaining('"msg":"half"'),
    });
    expect(await ended(run('migrate', { PAIDONCE_FAULT_POINT: 'other' }))).toMatchObject({ code: 0 });
    expect(await ended(run('migrate', { PAIDONCE_FAULT_POINT: 'step', NODE_ENV: 'production' }))).toMatchObject({
      code: 0,
    });
  });
});
