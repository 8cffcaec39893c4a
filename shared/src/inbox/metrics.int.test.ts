import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMetrics, type Metrics } from '../observability/index.ts';
import { eventually, figure } from '../testing/index.ts';
import { Poison } from './index.ts';
import { heard, type Listening, startListening } from './testing/index.ts';

describe('the figures of an inbox', () => {
  let orders: Listening;
  let metrics: Metrics;
  beforeEach(async () => {
    orders = await startListening();
    metrics = createMetrics();
  });
  afterEach(() => orders.close());

  const ended = async (outcome: string) =>
    figure(await metrics.expose(), `paidonce_inbox_deliveries_total{stream="PAYMENTS",outcome="${outcome}"}`);
  const consumer = async (name: string) =>
    figure(await metrics.expose(), `paidonce_consumer_${name}{stream="PAYMENTS"}`);

  it('tell what was applied and what came again', async () => {
    await orders.replica(heard, { metrics });
    const events = orders.events(40);
    await orders.publish(events);
    await orders.publish(events, '-again');
    await orders.settled();
    await eventually(async () => expect([await ended('applied'), await ended('repeated')]).toEqual([40, 40]));
    expect([await ended('retried'), await ended('set_aside')]).toEqual([0, 0]);
    await eventually(async () => {
      expect(await consumer('pending_messages')).toBe(0);
      expect(await consumer('oldest_message_seconds')).toBe(0);
    });
  });

  it('tell what was tried again, and what was set aside', async () => {
    const sulky = async ([event]: unknown[]) => {
      const { data } = event as { data: { number: number } }; // of the test's own events
      throw data.number === 1 ? new Poison('can never be') : new Error('not now');
    };
    await orders.replica(sulky, { metrics });
    await orders.publish(orders.events(1));
    await orders.publish(orders.events(1));
    await eventually(async () => expect(await ended('set_aside')).toBe(1));
    await eventually(async () => expect(await ended('retried')).toBeGreaterThan(1));
    await eventually(async () => expect(figure(await metrics.expose(), 'paidonce_dead_letters')).toBe(1));
    expect(await ended('applied')).toBe(0);
  });

  it('tell what waits, and since when, while nothing can be applied', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await orders.replica(() => released, { metrics });
    await orders.publish(orders.events(5));
    await eventually(async () => {
      expect(await consumer('unacknowledged_messages')).toBe(5);
      expect(await consumer('pending_messages')).toBe(0);
      expect(await consumer('oldest_message_seconds')).toBeGreaterThan(1);
    });
    release();
    await eventually(async () => {
      expect(await consumer('unacknowledged_messages')).toBe(0);
      expect(await consumer('oldest_message_seconds')).toBe(0);
    });
  });
});
