// New pods for old while people order and pay: none of them may notice.

import { say, since } from '../../say.ts';
import { chartValues } from '../../shop/chart-values.ts';
import { allReady, deploy, rollBack, type Values } from '../../shop/release.ts';
import { audit } from '../audit.ts';
import { expectUnnoticed, withCrowd } from '../crowd-pod.ts';
import type { Step } from '../step.ts';

export const rolling: Step = {
  name: 'rolling',
  about: 'helm upgrade and helm rollback under load, two replicas each: no client sees an error',
  needsShop: true,
  async run() {
    say(`two replicas of each service: ${await deploy(await each({ replicas: 2 }))}`);
    const changed = await each({ replicas: 2, env: { LOG_LEVEL: 'debug' } });
    const report = await withCrowd({ people: 4, pauseMilliseconds: 200 }, async () => {
      say(`helm upgrade, which changes every service: ${await deploy(changed)}`);
      const start = Date.now();
      await rollBack();
      await allReady();
      say(`helm rollback: ${since(start)}`);
    });
    await audit();
    expectUnnoticed(report);
  },
};

/** The same for every service. */
async function each(service: Values): Promise<Values> {
  const names = Object.keys((await chartValues()).services);
  return { services: Object.fromEntries(names.map((name) => [name, service])) };
}
