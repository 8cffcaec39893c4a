// `make reset`: throws the data of this machine away; the next `make up` begins anew. No cluster is touched.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { home, progress } from '@paidonce/local/servers';
import { becomeOnlyRunner } from './only-runner.ts';

const dir = home();
const release = await becomeOnlyRunner(dir);
if (release) {
  for (const name of ['data', 'system.json']) await rm(join(dir, name), { recursive: true, force: true });
  release();
  progress('Orders, payments, accounts and streams of make up are gone; it begins anew.');
  progress('A shop in a cluster is another one: make reset CONTEXT=its-context empties that.');
} else {
  progress('PaidOnce is running: stop it with Ctrl-C in its terminal, then make reset.');
  process.exitCode = 1;
}
