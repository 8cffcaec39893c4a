import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { keepOutput } from './keep-output.ts';

const given = process.env.PAIDONCE_KEEP_LOGS;
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-logs-'));
});
afterEach(async () => {
  process.env.PAIDONCE_KEEP_LOGS = given ?? '';
  await rm(dir, { recursive: true });
});

it('what a process writes is kept, both of what it tells and what it complains of', async () => {
  process.env.PAIDONCE_KEEP_LOGS = dir;
  const child = spawn(process.execPath, ['-e', 'console.log("told"); console.error("complained")']);
  keepOutput('talker', child);
  await once(child, 'close');
  expect(await readdir(dir)).toEqual([`talker-${child.pid}.log`]);
  const kept = await readFile(join(dir, `talker-${child.pid}.log`), 'utf8');
  expect(kept.split('\n').sort()).toEqual(['', 'complained', 'told']);
});
