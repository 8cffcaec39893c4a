import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId, type OrderId, streams } from '@paidonce/shared/contracts';
import { createLogger } from '@paidonce/shared/observability';
import { call, eventually, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { confirmed } from './testing/order-facts.ts';
import { startPayments, type TestPayments } from './testing/start-payments.ts';

const lines: string[] = [];
const log = createLogger({ name: 'payments', destination: { write: (line) => void lines.push(line) } });

let told: TestStreams;
let aside: TestPayments;
beforeAll(async () => {
  told = await startStreams(streams.ORDERS, streams.USERS);
  aside = await startPayments({ NATS_URL: told.url, SUBSCRIBES: 'false' }, log);
});
afterAll(async () => {
  await aside.stop();
  await told.close();
});

it('payments-svc that does not subscribe is ready, says so once, and leaves what orders tells to others', async () => {
  await eventually(async () => expect(await call(`${aside.url}/readyz`)).toMatchObject({ status: 200 }));
  expect(lines.filter((line) => line.includes('SUBSCRIBES is false'))).toHaveLength(1);
  const orderId = newId<OrderId>();
  await told.tell(confirmed({ orderId, userId: aside.somebody().id }));
  await new Promise((resolve) => setTimeout(resolve, 500)); // a replica that subscribes needs a tenth of it
  const known = () => aside.db.selectFrom('orders').select('order_id').execute();
  expect(await known()).toEqual([]);
  const replica = await startPayments({ NATS_URL: told.url, DATABASE_URL: aside.databaseUrl });
  await eventually(async () => expect(await known()).toEqual([{ order_id: orderId }]));
  await replica.stop();
});
