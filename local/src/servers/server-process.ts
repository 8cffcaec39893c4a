// A server run as a child process: started until ready, stopped by a signal, killed when this process ends without stopping it.

import { type ChildProcess, spawn } from 'node:child_process';
import { keepOutput } from '../logs/index.ts';
import { endWithUs } from './end-with-us.ts';

export type Launch = {
  name: string;
  command: string;
  args: string[];
  /** Variables that it gets besides ours. */
  env?: Record<string, string> | undefined;
  /** Text in the output that says that the server takes connections. */
  readyText: string;
  stopSignal: NodeJS.Signals;
  /** Called for an end that was not asked for by `stop` or `kill`. */
  onDeath?: (() => void) | undefined;
};

export type ServerProcess = {
  pid: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Resolves when the process is gone, for whatever reason. */
  exited: Promise<void>;
};

const keptOutput = 4_000;
const startTimeoutMilliseconds = 60_000;

/**
 * Starts a server and resolves once it says that it is ready.
 * @throws with the end of the server's own output when it exits first or is not ready within a minute.
 */
export async function startServerProcess(launch: Launch): Promise<ServerProcess> {
  // A process group of its own: Ctrl-C in a terminal reaches the runner alone, which then stops the servers last.
  const child = spawn(launch.command, launch.args, {
    cwd: '/',
    env: { ...process.env, ...launch.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  endWithUs(child);
  keepOutput(launch.name, child);

  await ready(child, launch);
  let asked = false;
  void exited.then(() => asked || launch.onDeath?.());
  const end = async (signal: NodeJS.Signals) => {
    asked = true;
    child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid ?? 0,
    stop: () => end(launch.stopSignal),
    kill: () => end('SIGKILL'),
    exited,
  };
}

function ready(child: ChildProcess, launch: Launch): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${launch.name} ${why}: ${output.trim() || 'it said nothing'}`));
    };
    const timer = setTimeout(
      () => fail(`was not ready within ${startTimeoutMilliseconds / 1000} s`),
      startTimeoutMilliseconds,
    );
    const listen = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-keptOutput);
      if (!output.includes(launch.readyText)) return;
      clearTimeout(timer);
      resolve();
    };
    // Both pipes are read until the end: a server whose pipe is full stops.
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`ended while starting (${signal ?? code})`));
  });
}
