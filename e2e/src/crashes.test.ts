import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceName } from '@paidonce/local/system';
import { newId, streams } from '@paidonce/shared/contracts';
import { eventually } from '@paidonce/shared/testing';
import { call } from './support/call.ts';
import { crashesPage } from './support/crashes-page.ts';
import { Customer, placed } from './support/customer.ts';
import { endingsOf } from './support/endings.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { flows, type Scene } from './support/flows.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';
import { openStreams, type Streams } from './support/streams.ts';
import { tellings } from './support/tellings.ts';

let shop: Shop;
let published: Streams;
let people: Omit<Scene, 'reference'>;
beforeAll(async () => {
  shop = await openShop({
    env: {
      orders: { ORDER_SWEEP_SECONDS: '0.2', MOST_UNPAID_ORDERS: '0' },
      payments: { PROVIDER_TIMEOUT_SECONDS: '0.5' },
    },
  });
  published = await openStreams(shop);
  people = { shop, customer: new Customer(shop), administrator: new Customer(shop, 'admin') };
  // Half a minute is a long time to wait for each of the dead.
  await published.redeliverAfter(streams.PAYMENTS, 'orders', 1_000);
  await published.redeliverAfter(streams.ORDERS, 'payments', 1_000);
  await published.redeliverAfter(streams.PRODUCTS, 'orders', 1_000);
});
afterAll(async () => {
  await published.close();
  await shop.close();
});

const newScene = (): Scene => ({ ...people, reference: newId<string>().replaceAll('-', '') });

/** A service dies at the point while somebody does something, and is started again. */
async function dyingAt(service: ServiceName, point: string, act: () => Promise<unknown>): Promise<void> {
  const instance = instanceOf(shop, service);
  await expectAuditorAgrees(shop); // so that from here on only what follows reaches a fault point
  await instance.kill();
  await instance.restart({ PAIDONCE_FAULT_POINT: point });
  await eventually(async () => expect((await call(`${instance.url}/readyz`)).status).toBe(200));
  await act().catch(() => undefined); // whoever asks may be left without an answer
  expect(await shop.deathOf(instance)).toEqual({ code: null, signal: 'SIGKILL' });
  await instance.restart({});
}

let survived = 0;

describe.each(flows)('while $name', (flow) => {
  it.each(flow.points)('%s dies at %s, and all is as it would have been', async (service, point) => {
    const scene = newScene();
    const order = await flow.prepare(scene);
    await dyingAt(service, point, () => flow.act(scene, order));
    const answer = await eventually(async () => {
      const reply = await (flow.again ?? flow.act)(scene, order);
      expect(reply?.status ?? 200).toBeLessThan(500);
      return reply;
    });
    const { id } = order ?? placed.parse(answer?.body);
    await eventually(async () => expect((await endingsOf(shop, [{ id }])).get(id)).toEqual(flow.ending));
    await expectAuditorAgrees(shop);
    survived += 1;
  });
});

describe.each(tellings)('while $name', ({ points, prepare }) => {
  it.each(points)('%s dies at %s, and whom it concerns hears of it', async (service, point) => {
    const { tell, expectHeard } = await prepare(newScene());
    await dyingAt(service, point, tell);
    await expectHeard();
    await expectAuditorAgrees(shop);
    survived += 1;
  });
});

describe('the matrix in docs/crashes.md', () => {
  const file = join(import.meta.dirname, '../../docs/crashes.md');
  const page = crashesPage(flows, tellings);

  it('is what was survived here', () => {
    const deaths = [...flows, ...tellings].flatMap<unknown>(({ points }) => points).length;
    if (process.env.PAIDONCE_WRITE_DOCS && survived === deaths) writeFileSync(file, page);
    expect(readFileSync(file, 'utf8')).toBe(page);
  });
});
