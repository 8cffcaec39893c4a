// `make reset`: throws the data away; the next `make up` begins anew.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { home, progress } from '@paidonce/local/servers';
import { becomeOnlyRunner } from './only-runner.ts';

const dir = home();
const release = await becomeOnlyRunner(dir);
if (release) {
  for (const name of ['data', 'system.json']) await rm(join(dir, name), { recursive: true, force: true });
  release();
  progress('Orders, payments, accounts and streams are gone; make up begins anew.');
} else {
  progress('PaidOnce is running: stop it with Ctrl-C in its terminal, then make reset.');
  process.exitCode = 1;
}
