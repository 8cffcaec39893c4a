import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { expect, it } from '@jest/globals';
import type { OutboxRow } from './history.ts';
import { sendHistory } from './send-history.ts';

const row: OutboxRow = { id: '', subject: 'order.confirmed', headers: {}, payload: 'x'.repeat(10_000) };

async function* pages(count: number) {
  for (let number = 0; number < count; number += 1) yield Array<OutboxRow>(100).fill(row);
}

function reader(script: string): ChildProcessByStdio<Writable, null, null> {
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.on('error', () => {});
  return child;
}

it('history is sent to its end to who reads it', async () => {
  const child = reader(`let text = ''; process.stdin.on('data', (chunk) => { text += chunk; });
    process.stdin.on('end', () => process.exit(text.endsWith('\\n{"end":true}\\n') ? (text.split("\\n").length - 2) / 100 : 1));`);
  await sendHistory(pages(10), child.stdin);
  expect(await once(child, 'close')).toEqual([10, null]);
});

it('history is not sent on to who has died over it, whose exit code says why', async () => {
  const child = reader(`process.stdin.once('data', () => process.exit(7));`);
  const closed = once(child, 'close');
  await sendHistory(pages(1_000), child.stdin);
  expect(await closed).toEqual([7, null]);
});
