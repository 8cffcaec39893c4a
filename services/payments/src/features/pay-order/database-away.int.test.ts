import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { streams } from '@paidonce/shared/contracts';
import {
  call,
  eventually,
  type OwnPostgres,
  ownPostgres,
  startStreams,
  type TestStreams,
} from '@paidonce/shared/testing';
import { type OrdersService, startOrdersService } from '../../testing/start-orders-svc.ts';
import { startPayments, type TestPayments } from '../../testing/start-payments.ts';

let postgres: OwnPostgres;
let nats: TestStreams;
let ordersService: OrdersService;
let payments: TestPayments;
beforeAll(async () => {
  postgres = await ownPostgres();
  nats = await startStreams(streams.USERS);
  ordersService = await startOrdersService();
  payments = await startPayments({ DATABASE_URL: postgres.url, NATS_URL: nats.url, ORDERS_URL: ordersService.url });
});
afterAll(async () => {
  await payments.stop();
  await ordersService.stop();
  await nats.close();
  await postgres.close();
});

it('nobody pays while the database is away, everybody is told so, and it goes on by itself when it is back', async () => {
  const ada = payments.somebody();
  const [before, during] = [ordersService.order(ada), ordersService.order(ada)];
  const pay = (order_id: string) =>
    call(`${payments.url}/payments/pay`, { token: ada.token, body: { order_id, amount: 109.08 } });
  const ready = async () => (await call(`${payments.url}/readyz`)).status;
  expect((await pay(before)).status).toBe(200);
  await eventually(async () => expect(await ready()).toBe(200));

  await postgres.stop();
  const { status, body, headers } = await pay(during);
  expect(status).toBe(503);
  expect(body).toMatchObject({ type: '/problems/unavailable', status: 503 });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await ready()).toBe(503);

  await postgres.start();
  await eventually(async () => expect((await pay(during)).status).toBe(200));
  expect(await pay(before)).toMatchObject({ status: 403, body: { detail: 'Already Paid' } });
  expect(await ready()).toBe(200);
});
