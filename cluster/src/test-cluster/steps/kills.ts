// Every pod is killed in turn while people order and pay, NATS and the databases too: no promise is broken.

import { kubectl } from '../../kubernetes/kubectl.ts';
import { audit } from '../audit.ts';
import { withCrowd } from '../crowd-pod.ts';
import { podsOfShop } from '../pods-of-shop.ts';
import type { Step } from '../step.ts';
import { survive, surviveKill } from '../survive.ts';

export const kills: Step = {
  name: 'kills',
  about: 'every pod is killed in turn under load: the auditor and each client find all promises kept',
  needsShop: true,
  async run() {
    await withCrowd({ people: 4, pauseMilliseconds: 200 }, async () => {
      for (const { name } of await podsOfShop()) await surviveKill(name);
      for (const { name, app } of await podsOfShop())
        if (/(^|-)(db|postgres)$/.test(app)) await survive(`a process of ${name} is killed`, () => crash(name));
    });
    await audit();
  },
};

/** PostgreSQL that misses one of its own processes ends all others at once and recovers from its log, as after a crash. */
async function crash(pod: string): Promise<void> {
  const script = "kill -9 $(grep -l '[c]heckpointer' /proc/[0-9]*/cmdline | cut -d/ -f3)";
  await kubectl('exec', pod, '--', 'sh', '-c', script);
}
