// The operator's command as it is typed.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { System } from '@paidonce/local/system';
import { databaseOwners } from '@paidonce/shared/contracts';

const bin = join(import.meta.dirname, '../../../ops/bin/paidonce.mjs');

/** Runs `npx paidonce` against a system. */
export function paidonce(
  { databaseUrls, natsUrl }: System,
  ...args: string[]
): Promise<{ code: number | null; output: string }> {
  const urls = databaseOwners.map((owner) => [`DATABASE_URL_${owner.toUpperCase()}`, databaseUrls[owner]]);
  const env = { ...process.env, ...Object.fromEntries(urls), NATS_URL: natsUrl };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}
