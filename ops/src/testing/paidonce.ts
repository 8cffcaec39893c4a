// For tests: the command as it is typed.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { databaseOwners } from '@paidonce/shared/contracts';
import type { Addresses } from '../sources/index.ts';

export const bin = join(import.meta.dirname, '../../bin/paidonce.mjs');

type Outcome = { code: number | null; output: string };

/** Runs `npx paidonce` against a system. */
export function paidonce(
  args: string[],
  { readerUrls, natsUrl }: Pick<Addresses, 'readerUrls' | 'natsUrl'>,
): Promise<Outcome> {
  const urls = databaseOwners.map((owner) => [`DATABASE_URL_${owner.toUpperCase()}`, readerUrls[owner]]);
  return paidonceWith(args, { ...Object.fromEntries(urls), NATS_URL: natsUrl });
}

/** Runs `npx paidonce` with variables in its environment. */
export function paidonceWith(args: string[], variables: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [bin, ...args],
      { env: { ...process.env, ...variables } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}
