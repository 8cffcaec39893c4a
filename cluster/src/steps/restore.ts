// A database is put back to a backup, and another one moves to a new server, while people order and pay: no promise is broken.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { audit } from '../audit.ts';
import { withCrowd } from '../crowd-pod.ts';
import { eventually } from '../eventually.ts';
import { commandsOf, type Typing, typeCommands } from '../guide.ts';
import { kubectl } from '../kubernetes/kubectl.ts';
import { say } from '../say.ts';
import type { Step } from '../step.ts';

const sinceBackupMilliseconds = 15_000;

export const restore: Step = {
  name: 'restore',
  about: 'the commands of docs/kubernetes.md put a database back, catch up, and move another one, under load',
  needsShop: true,
  async run() {
    const [backUp, putBack, catchUp, move] = await commandsOf('Back up and restore');
    const cwd = await mkdtemp(join(tmpdir(), 'paidonce-dumps-'));
    const later: Typing = { cwd, isReadyAfterwards: false };
    try {
      await withCrowd({ people: 4, pauseMilliseconds: 200 }, async () => {
        await typeCommands('a backup of orders', backUp, { cwd });
        await delay(sinceBackupMilliseconds);
        await typeCommands('orders is as it was then', putBack, later);
        await expectRefusal();
        await typeCommands('orders has caught up', catchUp, { cwd });
      });
      await audit();
      await withCrowd({ people: 4, pauseMilliseconds: 200 }, () =>
        typeCommands('payments has moved to another server', move, { cwd }),
      );
      await audit();
    } finally {
      await rm(cwd, { recursive: true });
    }
  },
};

async function expectRefusal(): Promise<void> {
  const line = await eventually('orders notices that it is older than what it told', async () => {
    const log = await kubectl('logs', 'deployment/orders-svc', '--tail=-1').catch(() => ''); // it is still coming
    return log.split('\n').find((one) => one.includes('the database is older than what it told'));
  });
  const ready = await kubectl('get', 'deployment', 'orders-svc', '--output', 'jsonpath={.status.readyReplicas}');
  if (Number(ready) > 0) throw new Error('orders serves on a database that is older than what it told');
  say(`orders refuses to work: ${JSON.parse(line).forgotten} of its newest events are unknown to it`);
}
