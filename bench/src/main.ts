// `make bench`: starts the whole system on fresh data, measures, prints a table and one JSON line per figure.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type System, startSystem } from '@paidonce/local/system';
import { type CheckoutFigures, measureCheckouts, measurePaid, type PaidFigures } from './figures.ts';
import { Shop } from './shop.ts';

const clientCounts = [1, 16, 64];
const warmUpMilliseconds = 5_000;
const measureMilliseconds = 8_000;
const paidSamples = 300;

if (process.platform !== 'linux') {
  process.stderr.write('make bench reads CPU times from /proc, which only Linux has.\n');
  process.exit(1);
}

const dir = await mkdtemp(join(tmpdir(), 'paidonce-bench-'));
const system = await startSystem({ dir, onProgress: say });
const shop = new Shop(system.gatewayUrl, Math.max(...clientCounts));
try {
  await shop.signUp();
  say(`warming up for ${warmUpMilliseconds / 1000} s`);
  await measureCheckouts(shop, 16, warmUpMilliseconds, pidsOf(system));
  say(`time from paying to PAID, ${paidSamples} times`);
  const paid = await measurePaid(shop, paidSamples);
  const checkouts: CheckoutFigures[] = [];
  for (const clients of clientCounts) {
    say(`checkouts by ${clients} clients for ${measureMilliseconds / 1000} s`);
    checkouts.push(await measureCheckouts(shop, clients, measureMilliseconds, pidsOf(system)));
  }
  print(checkouts, paid);
} finally {
  await shop.close();
  await system.stop();
  await rm(dir, { recursive: true });
}

function pidsOf({ services, serverPids }: System): Map<string, number> {
  const instances = Object.entries(services).map(([name, [first]]) => [name, first?.pid() ?? 0] as const);
  return new Map([...instances, ...Object.entries(serverPids)]);
}

function say(progress: string): void {
  process.stderr.write(`… ${progress}\n`);
}

function print(checkouts: readonly CheckoutFigures[], paid: PaidFigures): void {
  const processes = [...(checkouts[0]?.cpu.keys() ?? [])];
  const rows = [
    ['clients', 'checkouts/s', 'p50 ms', 'p99 ms', 'CPU ms each', ...processes],
    ...checkouts.map(({ clients, checkoutsPerSecond, p50, p99, cpu }) =>
      [clients, checkoutsPerSecond, p50, p99, sum(cpu), ...processes.map((name) => cpu.get(name) ?? 0)].map(rounded),
    ),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  console.log(
    '\nA checkout is: create an order, pay it, both through the gateway. CPU is of all processes, clients aside.\n',
  );
  for (const row of rows) console.log(row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
  console.log(
    `\nPAID after the answer of pay, idle: p50 ${rounded(paid.p50)} ms, p99 ${rounded(paid.p99)} ms (${paid.samples} orders)\n`,
  );
  for (const { cpu, ...figures } of checkouts)
    console.log(JSON.stringify({ figure: 'checkout', ...figures, cpu: Object.fromEntries(cpu) }));
  console.log(JSON.stringify({ figure: 'paid', ...paid }));
}

function sum(cpu: ReadonlyMap<string, number>): number {
  return [...cpu.values()].reduce((total, spent) => total + spent, 0);
}

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
