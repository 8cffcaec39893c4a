// A process of a service, from its start to its end.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { keepOutput } from '@paidonce/local/logs';
import { endWithUs } from '@paidonce/local/servers';
import { nodeCommand } from './node-command.ts';
import type { ProcessName } from './services.ts';

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type ServiceProcess = {
  pid: number;
  send(signal: NodeJS.Signals): void;
  /** Resolves once the process is gone and its last line was heard. */
  exited: Promise<Exit>;
};

export type ProcessOptions = { name: ProcessName; env: NodeJS.ProcessEnv; onLine: (line: string) => void };

const startTimeoutMilliseconds = 30_000;

/** Starts a service and resolves once it listens. @throws when it ends before that, or takes longer than half a minute */
export async function startServiceProcess({ name, env, onLine }: ProcessOptions): Promise<ServiceProcess> {
  const { command, args } = nodeCommand(name, 'serve');
  // A process group of its own: Ctrl-C in a terminal reaches the runner alone, which then stops everything in order.
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  endWithUs(child);
  keepOutput(name, child);

  const slow = setTimeout(() => child.kill('SIGKILL'), startTimeoutMilliseconds);
  const listening = await Promise.race([hearListening(child, onLine), exited]);
  clearTimeout(slow);
  if (listening !== true) throw new Error(`${name} did not start`);
  return { pid: child.pid ?? 0, send: (signal) => child.kill(signal), exited };
}

function hearListening(child: ChildProcess, onLine: (line: string) => void): Promise<true> {
  return new Promise((resolve) => {
    for (const input of [child.stdout, child.stderr]) {
      if (!input) continue;
      createInterface({ input }).on('line', (line) => {
        onLine(line);
        if (isListening(line)) resolve(true);
      });
    }
  });
}

/** The ready signal that every service gives: a line of its log. */
function isListening(line: string): boolean {
  if (!line.includes('"listening"')) return false;
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null && 'msg' in entry && entry.msg === 'listening';
  } catch {
    return false;
  }
}
