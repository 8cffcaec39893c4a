// `make dev` and `make dev-stop`: `make port-forward` in the background, and a browser.

import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { home } from '@paidonce/local/programs';
import { run } from '../programs/run.ts';
import { say } from '../say.ts';
import { expectFree, portForward, portHere } from './port-forward.ts';
import type { Target } from './target.ts';

const pidFile = join(home(), 'dev.pid');
const logFile = join(home(), 'dev.log');
const main = join(import.meta.dirname, 'main.ts');
const patienceMilliseconds = 30_000;

export const dev: Target = {
  name: 'dev',
  reach: 'seen',
  async run(context) {
    const url = `http://localhost:${portHere()}`;
    if ((await runningPid()) !== undefined) await stop();
    await expectFree(portHere(), 'dev');
    const pid = await startInBackground(context);
    await expectAnswer(url, pid);
    say(`The shop answers at ${url}/docs, in the background: make dev-stop ends that.`);
    openBrowser(`${url}/docs`);
  },
};

export const devStop: Target = {
  name: 'dev-stop',
  async run() {
    const stopped = (await runningPid()) !== undefined;
    await stop();
    say(stopped ? 'The port is closed again.' : 'No port is forwarded by make dev.');
  },
};

async function startInBackground(context: string): Promise<number> {
  await mkdir(home(), { recursive: true });
  const log = await open(logFile, 'w');
  const child = spawn(process.execPath, [main, portForward.name], {
    detached: true,
    env: { ...process.env, CONTEXT: context },
    stdio: ['ignore', log.fd, log.fd],
  });
  child.unref();
  await log.close();
  const { pid = 0 } = child;
  await writeFile(pidFile, String(pid));
  return pid;
}

async function expectAnswer(url: string, pid: number): Promise<void> {
  const end = Date.now() + patienceMilliseconds;
  while (!(await fetch(`${url}/healthz`).catch(() => undefined))?.ok) {
    if (Date.now() < end && (await isOurs(pid))) {
      await delay(200);
      continue;
    }
    await stop();
    const told = (await readFile(logFile, 'utf8')).trim().split('\n').at(-1);
    throw new Error(told || `Nothing answers at ${url}: make wait, then run make dev again.`);
  }
}

/** A number in a file may be another process by now. */
async function runningPid(): Promise<number | undefined> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  return pid > 0 && (await isOurs(pid)) ? pid : undefined;
}

const isOurs = (pid: number): Promise<boolean> =>
  wordsOf(pid).then(
    (words) => words.includes(main) && words.includes(portForward.name),
    () => false,
  );

/** Slim Linux machines have no ps, but always /proc. */
const wordsOf = async (pid: number): Promise<string> =>
  process.platform === 'linux'
    ? await readFile(`/proc/${pid}/cmdline`, 'utf8')
    : await run('ps', ['-o', 'args=', '-p', String(pid)]);

async function stop(): Promise<void> {
  const pid = await runningPid();
  if (pid !== undefined) process.kill(pid, 'SIGTERM');
  await rm(pidFile, { force: true });
  while (pid !== undefined && (await isOurs(pid))) await delay(50);
}

function openBrowser(url: string): void {
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const browser = spawn(program, [url], { detached: true, stdio: 'ignore' });
  browser.once('error', () => {}); // a machine without one: the address has been said
  browser.unref();
}
