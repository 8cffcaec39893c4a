// What processes write, kept in files for `make scan`, which looks for secrets in them.

import type { ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where PAIDONCE_KEEP_LOGS names a folder, everything that the process writes goes into a file there as well. */
export function keepOutput(name: string, { pid, stdout, stderr }: ChildProcess): void {
  const { PAIDONCE_KEEP_LOGS: folder } = process.env;
  if (!folder) return;
  // At once, so that what was written last before an end is there too.
  const keep = (chunk: Buffer) => appendFileSync(join(folder, `${name}-${pid}.log`), chunk);
  stdout?.on('data', keep);
  stderr?.on('data', keep);
}
