import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { productCreated, streams } from '@paidonce/shared/contracts';
import { consume, createConnection, type Event, readEvent } from '@paidonce/shared/messaging';
import { createLogger } from '@paidonce/shared/observability';
import { eventually, type OwnNats, ownNats } from '@paidonce/shared/testing';
import { startProducts, type TestProducts } from '../../testing/start-products.ts';
import { demoCatalogue } from './demo-catalogue.ts';

const log = createLogger({ name: 'test', level: 'silent' });

let nats: OwnNats;
let products: TestProducts;
beforeAll(async () => {
  nats = await ownNats();
  products = await startProducts({ NATS_URL: nats.url });
});
afterAll(async () => {
  await products.stop();
  await nats.close();
});

it('announces each product once, whole, however often the catalogue is seeded and by however many at once', async () => {
  await products.another();
  await Promise.all([products.seed(), products.seed()]);
  await products.seed();

  const connection = createConnection({ url: nats.url, name: 'test', log });
  await connection.start();
  const events: Event<unknown>[] = [];
  const consumption = consume(connection, streams.PRODUCTS, 'test', log, ({ header, body }) => {
    events.push(readEvent(productCreated, header, JSON.parse(body)));
  });
  await eventually(() => expect(events.length).toBeGreaterThanOrEqual(demoCatalogue.length));
  await new Promise((resolve) => setTimeout(resolve, 300)); // long enough for one too many to arrive
  await consumption.stop();
  await connection.stop();

  expect(events).toHaveLength(demoCatalogue.length);
  expect(events.map(({ data }) => data)).toEqual(
    expect.arrayContaining(demoCatalogue.map((product) => ({ ...product, version: 1 }))),
  );
  expect(new Set(events.map(({ source }) => source))).toEqual(new Set(['product-svc']));
});
