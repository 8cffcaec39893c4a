// The crowd, in a pod of its own inside the cluster: a forwarded port would die with the pod that it leads to.

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { apply, get, kubectl, node } from '../kubernetes/kubectl.ts';
import { say } from '../say.ts';
import { bareNode } from './bare-node.ts';
import type { Report } from './crowd/ledger.ts';

const name = 'crowd';
const folder = join(import.meta.dirname, 'crowd');
const leavingMilliseconds = 600_000;

export type CrowdOptions = { people: number; pauseMilliseconds: number };

/** People order, pay and cancel while something is done to the shop. @returns what they saw, and which promises were broken */
export async function withCrowd(
  { people, pauseMilliseconds }: CrowdOptions,
  work: () => Promise<unknown>,
): Promise<Report> {
  await remove();
  const env = { PEOPLE: people, PAUSE_MILLISECONDS: pauseMilliseconds };
  await apply(sources(), bareNode({ name, command: [node, '/sources/main.ts'], env, sources: name }));
  try {
    say(`a crowd of ${people} comes`);
    await eventually('the crowd orders', async () => ((await ordersSoFar()) > people ? true : undefined));
    await work();
    const before = await ordersSoFar();
    await eventually('the crowd orders on', async () => ((await ordersSoFar()) > before ? true : undefined));
    return await leave();
  } finally {
    await remove();
  }
}

/** @throws what its clients saw that was no answer, or no proper one */
export function expectUnnoticed({ failures }: Report): void {
  const seen = Object.entries(failures).map(([what, times]) => `${what} (${times})`);
  if (seen.length > 0) throw new Error(`clients saw: ${seen.join(', ')}`);
}

async function leave(): Promise<Report> {
  await kubectl('exec', name, '--', node, '-e', "process.kill(1, 'SIGUSR2')");
  await eventually(
    'the crowd has looked after its orders',
    async () => {
      const { status } = await get<{ status: { phase: string } }>('pod', name);
      return ['Succeeded', 'Failed'].includes(status.phase) || undefined;
    },
    leavingMilliseconds,
  );
  const last = (await kubectl('logs', name, '--tail=1')).trim();
  const report = JSON.parse(last) as Report; // the crowd's own, by the same sources
  const count = Object.values(report.answers).reduce((sum, one) => sum + one, 0);
  say(
    `the crowd leaves: ${count} requests, ${report.orders} orders, ${report.paid} paid, ${report.cancelled} cancelled; slowest ${report.slowestMilliseconds} ms`,
  );
  if (report.sentAgain > 0)
    say(`  ${report.sentAgain} times a kept connection ended under a request, which was sent again`);
  for (const [what, times] of Object.entries(report.failures)) say(`  ${times} times ${what}`);
  if (report.broken.length > 0) throw new Error(`promises were broken:\n${report.broken.slice(0, 20).join('\n')}`);
  return report;
}

/** As it told last; it tells every five seconds. */
async function ordersSoFar(): Promise<number> {
  const told = await kubectl('logs', name).catch(() => ''); // it is still coming
  return Number([...told.matchAll(/ (\d+) orders,/g)].at(-1)?.[1] ?? 0);
}

async function remove(): Promise<void> {
  await kubectl('delete', 'pod,configmap', name, '--ignore-not-found', '--grace-period=1', '--wait');
}

function sources(): object {
  const files = globSync('*.ts', { cwd: folder, exclude: ['*.test.ts'] });
  const texts = files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { 'package.json': '{"type":"module"}', ...Object.fromEntries(texts) },
  };
}
