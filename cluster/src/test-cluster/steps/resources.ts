// What each part takes at rest and under load: where the chart's requests and limits come from.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say, since } from '../../say.ts';
import { settings } from '../../settings.ts';
import { deploy } from '../../shop/release.ts';
import { withCrowd } from '../crowd-pod.ts';
import { resourcesPage } from '../resources-page.ts';
import type { Step } from '../step.ts';
import { mostUsed, type Usage } from '../usage.ts';

const page = join(import.meta.dirname, '../../../../docs/resources.md');
const restMilliseconds = 30_000;
const people = 16;
const looksAtRest = 3;
const looksUnderLoad = 6;

export const resources: Step = {
  name: 'resources',
  about: 'memory and processor time of each pod, at rest and under load',
  needsShop: true,
  async run() {
    await deploy();
    await delay(restMilliseconds);
    const idle = await mostUsed(looksAtRest);
    let loaded: Usage[] = [];
    const start = Date.now();
    const { orders } = await withCrowd({ people, pauseMilliseconds: 0 }, async () => {
      loaded = await mostUsed(looksUnderLoad);
    });
    say(`${orders} orders in ${since(start)}`);
    const ordersPerSecond = Math.round((orders / (Date.now() - start)) * 1_000);
    const text = resourcesPage({ idle, loaded, people, ordersPerSecond });
    process.stdout.write(`\n${text}\n`);
    if (settings.writesDocs) await writeFile(page, text);
  },
};
