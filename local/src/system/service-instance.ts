// One instance of a service: a process that can be killed and started again under the same address.

import { type Exit, type ServiceProcess, startServiceProcess } from './service-process.ts';
import type { ProcessName } from './services.ts';

export type ServiceInstance = {
  name: ProcessName;
  url: string;
  /** Of the process that runs now or ran last. */
  pid(): number;
  /** The last lines it wrote, over restarts. */
  logs(): string[];
  /** Sends a signal (SIGKILL unless told) and waits for the end; at once when it ended before. */
  kill(signal?: NodeJS.Signals): Promise<Exit>;
  /** Ends it if it runs, starts it on the same port, with other extra environment if given, and waits until it listens. */
  restart(env?: NodeJS.ProcessEnv): Promise<void>;
};

export type InstanceOptions = {
  name: ProcessName;
  port: number;
  env: NodeJS.ProcessEnv;
  onLine: (line: string) => void;
  /** Called for an end that nobody asked for here. */
  onDeath: (instance: ServiceInstance, exit: Exit) => void;
};

const keptLines = 5_000;

/** Starts a service and resolves once it listens. @throws with its last lines when it does not */
export async function startInstance(options: InstanceOptions): Promise<ServiceInstance> {
  const { name, port } = options;
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    options.onLine(line);
  };
  let env = options.env;
  let current: Promise<ServiceProcess>;
  let pid = 0;
  let asked = false;

  const start = async (): Promise<ServiceProcess> => {
    asked = false;
    const wiring = { ...env, HOST: '127.0.0.1', PORT: String(port) };
    const running = await startServiceProcess({ name, onLine, env: wiring }).catch((cause: unknown) => {
      throw new Error(`${name} did not start. Its last lines:\n${lines.slice(-20).join('\n')}`, { cause });
    });
    pid = running.pid;
    void running.exited.then((exit) => asked || options.onDeath(instance, exit));
    return running;
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<Exit> => {
    asked = true;
    // One that is just being started is waited for, so that none comes up after it was told to end.
    const running = await current.catch(() => undefined);
    running?.send(signal);
    return running?.exited ?? { code: null, signal: null };
  };

  const instance: ServiceInstance = {
    name,
    url: `http://127.0.0.1:${port}`,
    pid: () => pid,
    logs: () => [...lines],
    kill,
    restart: async (extra) => {
      await kill('SIGTERM');
      if (extra) env = { ...options.env, ...extra };
      current = start();
      await current;
    },
  };
  current = start();
  await current;
  return instance;
}
