// What has to be written is written by the service that owns it: by a command of its own, run as a process beside the serving one.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import type { DatabaseOwner } from '@paidonce/shared/contracts';
import { z } from 'zod';
import type { Addresses } from './addresses.ts';
import { CouldNotLook } from './could-not-look.ts';

const services = join(import.meta.dirname, '../../../services');
const fatal = z.object({
  level: z.literal('fatal'),
  msg: z.string(),
  reason: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});

export type ServiceCommand = {
  service: DatabaseOwner;
  args: readonly string[];
  addresses: Pick<Addresses, 'ownerUrls' | 'natsUrl'>;
};

/**
 * Runs `node services/<service>/src/main.ts <args>` and gives what it tells, a value for each line of JSON.
 * @param hear gets each value, and the command's standard input to answer it
 * @throws CouldNotLook with the service's own sentence when the command fails
 */
export async function runServiceCommand(
  { service, args, addresses }: ServiceCommand,
  hear: (told: unknown, input: Writable) => Promise<void> | void,
): Promise<void> {
  const env = {
    ...process.env,
    DATABASE_URL: addresses.ownerUrls[service],
    NATS_URL: addresses.natsUrl,
    LOG_LEVEL: 'fatal',
  };
  const child = spawn(process.execPath, [join(services, service, 'src/main.ts'), ...args], { env, stdio: 'pipe' });
  child.stdin.on('error', () => {}); // it ended before it had read all: its exit code says why
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const unsaid: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => unsaid.push(chunk.toString()));
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const told = parsed(line);
      const failure = fatal.safeParse(told);
      if (failure.success) unsaid.push(sentenceOf(failure.data));
      else if (told === undefined) unsaid.push(line);
      else await hear(told, child.stdin);
    }
  } catch (error) {
    child.kill('SIGTERM');
    throw error;
  }
  if ((await ended) !== 0) throw new CouldNotLook(`${service}: ${unsaid.join('\n').trim() || 'ended without a word'}`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function sentenceOf({ msg, reason, err }: z.output<typeof fatal>): string {
  const because = reason ?? err?.message;
  return because === undefined ? msg : `${msg} (${because})`;
}
