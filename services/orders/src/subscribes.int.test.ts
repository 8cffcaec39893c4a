import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fact, Money, productCreated, sku, streams } from '@paidonce/shared/contracts';
import { createLogger } from '@paidonce/shared/observability';
import { call, eventually, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { startOrders, type TestOrders } from './testing/start-orders.ts';

const lines: string[] = [];
const log = createLogger({ name: 'orders', destination: { write: (line) => void lines.push(line) } });

let told: TestStreams;
let aside: TestOrders;
beforeAll(async () => {
  told = await startStreams(streams.PAYMENTS, streams.PRODUCTS, streams.USERS);
  aside = await startOrders({ NATS_URL: told.url, SUBSCRIBES: 'false' }, 1, log);
});
afterAll(async () => {
  await aside.stop();
  await told.close();
});

const mug = {
  sku: sku.parse('MUG'),
  version: 1,
  name: 'Mug',
  description: 'A mug',
  picture: '/mug.jpg',
  price: new Money(8_99, 'USD'),
  categories: ['kitchen'],
};

it('orders-svc that does not subscribe is ready, says so once, and leaves what products tells to others', async () => {
  await eventually(async () => expect(await call(`${aside.url}/readyz`)).toMatchObject({ status: 200 }));
  expect(lines.filter((line) => line.includes('SUBSCRIBES is false'))).toHaveLength(1);
  await told.tell(fact(productCreated, mug));
  await new Promise((resolve) => setTimeout(resolve, 500)); // a replica that subscribes needs a tenth of it
  const known = () => aside.db.selectFrom('catalogue').select('sku').execute();
  expect(await known()).toEqual([]);
  const replica = await startOrders({ NATS_URL: told.url, DATABASE_URL: aside.databaseUrl });
  await eventually(async () => expect(await known()).toEqual([{ sku: mug.sku }]));
  await replica.stop();
});
