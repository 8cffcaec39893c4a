// Another version for this one, and back, while people order and pay: none of them may notice.

import { say, since } from '../../say.ts';
import { chartValues } from '../../shop/chart-values.ts';
import { allReady, deploy, rollBack, type Values } from '../../shop/release.ts';
import { audit } from '../audit.ts';
import { expectUnnoticed, withCrowd } from '../crowd-pod.ts';
import { type NextVersion, withNextVersion } from '../next-version.ts';
import { livesOfServers } from '../pods-of-shop.ts';
import type { Step } from '../step.ts';

export const rolling: Step = {
  name: 'rolling',
  about:
    'helm upgrade to another version and helm rollback under load, with two replicas and with one: no client sees an error',
  needsShop: true,
  async run() {
    await withNextVersion(async (next) => {
      for (const replicas of [2, 1]) await thereAndBack(replicas, next);
    });
  },
};

async function thereAndBack(replicas: number, next: NextVersion): Promise<void> {
  const values = await withReplicas(replicas);
  say(`replicas of each service: ${replicas}, after ${await deploy(values)}`);
  const lives = await livesOfServers();
  const report = await withCrowd({ people: 4, pauseMilliseconds: 200 }, async () => {
    say(`helm upgrade to another version: ${await deploy({ ...values, image: { tag: next.tag } }, next.chart)}`);
    const start = Date.now();
    await rollBack();
    await allReady();
    say(`helm rollback: ${since(start)}`);
  });
  await audit();
  expectUnnoticed(report);
  await expectSameLives(lives);
}

/** @throws when NATS or a database restarted, though nothing about them had changed */
async function expectSameLives(before: readonly string[]): Promise<void> {
  const after = await livesOfServers();
  const others = before.filter((life) => !after.includes(life));
  if (others.length > 0) throw new Error(`a new version of the services restarted ${others.join(', ')}`);
  say(`${after.length} servers were not restarted by it`);
}

async function withReplicas(replicas: number): Promise<Values> {
  const names = Object.keys((await chartValues()).services);
  return { services: Object.fromEntries(names.map((name) => [name, { replicas }])) };
}
