// What brokers, networks and machines do meanwhile.

import { newId, type Stream, streams } from '@paidonce/shared/contracts';
import { query } from '@paidonce/shared/testing';
import { instanceOf } from '../shop.ts';
import type { Streams } from '../streams.ts';
import { command } from './commands.ts';
import { orderOf, type Real } from './real.ts';

type Row = { id: string; subject: string; headers: Record<string, string>; body: string };

/**
 * All that was told of an order comes again, in another order: as the same events, which the inbox knows; or as others that say the same, which only
 * the guards by state can recognise.
 */
export const deliverAgain = (as: 'the same events' | 'other events', places: readonly number[]) =>
  command(`deliver again(as ${as}, ${places})`, async (_, real) => {
    const told = await eventsOf(real);
    const order = new Map(told.map((event, index) => [event, places[index % places.length] ?? 0]));
    const again = told.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    await real.published
      .publish(again.map((event) => (as === 'other events' ? otherwise(event) : { ...event, id: newId() })))
      .catch(() => {}); // NATS may be away
  });

async function eventsOf(real: Real): Promise<Row[]> {
  const { orders, payments } = real.shop.databaseUrls;
  const ofOrder = `select id, subject, headers, payload::text as body from outbox where payload ->> 'order_id' = $1`;
  const told = await Promise.all([orders, payments].map((url) => query<Row>(url, ofOrder, orderOf(real).id)));
  return told.flat();
}

function otherwise(event: Row): Row {
  const id = newId<string>();
  return { ...event, id, headers: { ...event.headers, 'ce-id': id, 'ce-source': 'a-stranger' } };
}

export const die = (service: 'orders' | 'payments') =>
  command(`die(${service})`, (_, { shop, alone }) =>
    alone(async () => {
      const instance = instanceOf(shop, service);
      await instance.kill();
      await instance.restart();
    }),
  );

export const restartBroker = (lost: 'nothing' | 'everything') =>
  command(`restart NATS(having lost ${lost})`, (_, { shop, published, alone }) =>
    alone(async () => {
      if (lost === 'nothing') {
        await shop.nats.kill();
        return shop.nats.start();
      }
      await shop.nats.stop();
      await shop.nats.wipe();
      await shop.nats.start();
      await hastenRedelivery(published);
    }),
  );

/** Half a minute is a long time to wait for whatever was being applied when somebody died. */
export async function hastenRedelivery(published: Streams): Promise<void> {
  const subscribers: [Stream, string][] = [
    [streams.PAYMENTS, 'orders'],
    [streams.ORDERS, 'payments'],
  ];
  for (const [stream, durable] of subscribers) await published.redeliverAfter(stream, durable, 1_000);
}
