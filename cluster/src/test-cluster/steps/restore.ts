// A database is put back to a backup, and another one moves to a new server, while people order and pay: no promise is broken.

import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../eventually.ts';
import { kubectl } from '../../kubernetes/kubectl.ts';
import { say } from '../../say.ts';
import { audit } from '../audit.ts';
import { withCrowd } from '../crowd-pod.ts';
import { commandsOf, typeCommands, withFolder } from '../guide.ts';
import type { Step } from '../step.ts';

const sinceBackupMilliseconds = 15_000;

export const restore: Step = {
  name: 'restore',
  about: 'the commands of docs/kubernetes.md put a database back, catch up, and move another one, under load',
  needsShop: true,
  async run() {
    const [dump, server] = await majorVersions();
    if (dump !== server)
      return say(`NOT TRIED: pg_dump ${dump} of the PostgreSQL image cannot dump its own server, which is ${server}`);
    const [backUp, putBack, catchUp, move] = await commandsOf('Back up and restore');
    const people = { people: 4, pauseMilliseconds: 200 };
    await withFolder(async (cwd) => {
      await withCrowd(people, async () => {
        await typeCommands('a backup of orders', backUp, { cwd });
        await delay(sinceBackupMilliseconds);
        await typeCommands('orders is as it was then', putBack, { cwd, isReadyAfterwards: false });
        await expectRefusal();
        await typeCommands('orders has caught up', catchUp, { cwd });
      });
      await audit();
      await withCrowd(people, () => typeCommands('payments has moved to another server', move, { cwd }));
      await audit();
    });
  },
};

/** The official image has both of one version; one that was put together elsewhere may not. */
async function majorVersions(): Promise<string[]> {
  const told = await kubectl('exec', 'orders-db-0', '--', 'sh', '-c', 'pg_dump --version; postgres --version');
  return [...told.matchAll(/\(PostgreSQL\) (\d+)/g)].map(([, major = '']) => major);
}

async function expectRefusal(): Promise<void> {
  const line = await eventually('orders notices that it is older than what it told', async () => {
    const log = await kubectl('logs', 'deployment/orders-svc', '--tail=-1').catch(() => ''); // it is still coming
    return log.split('\n').find((one) => one.includes('the database is older than what it told'));
  });
  const ready = await kubectl('get', 'deployment', 'orders-svc', '--output', 'jsonpath={.status.readyReplicas}');
  if (Number(ready) > 0) throw new Error('orders serves on a database that is older than what it told');
  say(`orders refuses to work: ${JSON.parse(line).forgotten} of its newest events are unknown to it`);
}
