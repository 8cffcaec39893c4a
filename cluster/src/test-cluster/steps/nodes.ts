// NATS grows to three nodes, loses each of them, and at last all that it has: what it lost is filled again from the outboxes.

import { eventually } from '../../eventually.ts';
import { withPortForward } from '../../kubernetes/port-forward.ts';
import { say } from '../../say.ts';
import { audit } from '../audit.ts';
import { withCrowd } from '../crowd-pod.ts';
import { commandsOf, typeCommands } from '../guide.ts';
import { podsOfShop } from '../pods-of-shop.ts';
import type { Step } from '../step.ts';
import { surviveKill } from '../survive.ts';

export const nodes: Step = {
  name: 'nodes',
  about: 'NATS goes from one node to three under load, loses each of them, and then everything',
  needsShop: true,
  async run() {
    const [three, copies, one] = await commandsOf('Three nodes of NATS');
    await withCrowd({ people: 4, pauseMilliseconds: 200 }, async () => {
      await typeCommands('three nodes', three);
      await typeCommands('three copies', copies);
      await expectCopies(3);
      for (const { name, app } of await podsOfShop()) if (app === 'nats') await surviveKill(name);
    });
    await audit();
    await withCrowd({ people: 4, pauseMilliseconds: 200 }, async () => {
      await typeCommands('one node again, which has nothing', one);
      await expectCopies(1);
    });
    await audit();
  },
};

type Streams = { account_details?: { stream_detail?: { name: string; config: { num_replicas: number } }[] }[] };

async function expectCopies(count: number): Promise<void> {
  const copies = await eventually(`every stream has ${count} copies`, async () => {
    const found = await withPortForward('nats-nodes', 8222, async (url) => {
      const answer = await fetch(`${url}/jsz?streams=1&config=1`);
      return (await answer.json()) as Streams; // NATS' own shape
    }).catch(() => undefined); // it is still coming
    const streams = found?.account_details?.flatMap(({ stream_detail = [] }) => stream_detail) ?? [];
    const isDone = streams.length > 0 && streams.every(({ config }) => config.num_replicas === count);
    return isDone ? streams.map(({ name }) => name).sort() : undefined;
  });
  say(`${copies.join(', ')}: ${count} ${count === 1 ? 'copy' : 'copies'} each`);
}
