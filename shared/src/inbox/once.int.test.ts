import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Listening, startListening } from './testing/index.ts';

describe('an event that is delivered again', () => {
  let orders: Listening;
  beforeEach(async () => {
    orders = await startListening();
  });
  afterEach(() => orders.close());

  it('has its effect once, under its old and under a new message id, singly and in bulk', async () => {
    await orders.replica();
    const events = orders.events(300);
    await orders.publish(events);
    await orders.applied(events);
    for (const event of events.slice(0, 5)) {
      await orders.publish([event], '-again');
      await orders.settled();
    }
    await orders.publish(events); // the stream itself knows these
    await orders.publish(events, '-in-bulk');
    await orders.tool.deleteStream('PAYMENTS'); // and does so no more
    await orders.remakeStream();
    await orders.publish(events);
    await orders.publish(events.toReversed(), '-backwards');
    await orders.settled();
    expect(await orders.effects()).toEqual(events.map((_, index) => index + 1));
    expect(await orders.deadLetters()).toEqual([]);
  });

  it('is acknowledged also by an inbox that starts on a connection that is up already', async () => {
    await orders.replica(undefined, { whenConnected: true });
    const events = orders.events(20);
    await orders.publish(events);
    await orders.applied(events);
    await orders.settled();
  });

  it('has its effect once when both deliveries are in one batch', async () => {
    const events = orders.events(20);
    await orders.publish(events);
    await orders.publish(events, '-twin');
    await orders.publish(events, '-triplet');
    await orders.replica();
    await orders.applied(events);
    await orders.settled();
    expect(await orders.effects()).toEqual(events.map((_, index) => index + 1));
  });

  it('is the first message with its id: what comes under it later, singly or in one batch, has no effect', async () => {
    const events = orders.events(20);
    const impostors = events.map((event) => ({ ...event, payload: { number: 666 } }));
    await orders.publish(events);
    await orders.publish(impostors, '-forged');
    await orders.replica();
    await orders.applied(events);
    await orders.publish(impostors, '-forged-again');
    await orders.settled();
    expect(await orders.effects()).toEqual(events.map((_, index) => index + 1));
  });

  it('has its effect once although its id is written in capitals', async () => {
    await orders.replica();
    const [event] = orders.events(1);
    if (!event) throw new Error('one event was made');
    const shouted = { ...event, headers: { ...event.headers, 'ce-id': event.id.toUpperCase() } };
    await orders.publish([shouted]);
    await orders.applied([event]);
    await orders.publish([event], '-again');
    await orders.settled();
    expect(await orders.effects()).toEqual([1]);
  });

  it('is left to the other replicas by one that does not subscribe', async () => {
    const stop = await orders.replica(); // so that there is a durable to take from
    await orders.settled();
    await stop();
    await orders.replica(undefined, { subscribes: false });
    const events = orders.events(50);
    await orders.publish(events);
    await new Promise((resolve) => setTimeout(resolve, 500)); // a replica needs a tenth of it
    expect(await orders.tool.consumerInfo('PAYMENTS', 'orders')).toMatchObject({
      num_pending: 50,
      delivered: { consumer_seq: 0 },
      num_waiting: 0,
    });
    await orders.replica();
    await orders.applied(events);
    await orders.settled();
  });

  it('has its effect once when two replicas share the work', async () => {
    await orders.replica();
    await orders.replica();
    const events = orders.events(2_000);
    await Promise.all([orders.publish(events), orders.publish(events.toReversed(), '-backwards')]);
    await orders.applied(events);
    await orders.settled();
    expect(await orders.effects()).toEqual(events.map((_, index) => index + 1));
    expect(await orders.deadLetters()).toEqual([]);
  });
});
