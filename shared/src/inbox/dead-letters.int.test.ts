import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventId, newId } from '../contracts/index.ts';
import { inTransaction } from '../database/index.ts';
import { Unavailable } from '../errors/index.ts';
import type { OutgoingEvent } from '../messaging/index.ts';
import { discard, redrive } from './dead-letters.ts';
import { markAsApplied } from './inbox-store.ts';
import { Poison } from './index.ts';
import { heard, type Listening, startListening } from './testing/index.ts';

let listening: Listening;
beforeEach(async () => {
  listening = await startListening();
});
afterEach(() => listening.close());

const refusing = (reason: string) => () => Promise.reject(new Poison(reason));

/** An event that the service has set aside. */
async function setAside(): Promise<OutgoingEvent> {
  const stop = await listening.replica(refusing('there is no order'));
  const [event] = listening.events(1);
  if (!event) throw new Error('no event was made');
  await listening.publish([event]);
  await listening.settled();
  await stop();
  return event;
}

describe('a dead letter that is redriven', () => {
  it('is applied like a delivery: marked, handled, and gone, in one transaction', async () => {
    const { id } = await setAside();
    const applied = await redrive(listening.open(), id);
    expect(applied).toEqual([{ subscription: 'PAYMENTS', event: id, outcome: 'applied' }]);
    expect(await listening.effects()).toEqual([1]);
    expect(await listening.deadLetters()).toEqual([]);

    await listening.replica();
    await listening.tool.deleteConsumer('PAYMENTS', 'orders'); // the whole stream comes again
    await listening.settled();
    expect(await listening.effects()).toEqual([1]);
  });

  it('stays with the new reason when it fails again, and has had no effect', async () => {
    const { id } = await setAside();
    const failing = listening.open(async (events, transaction) => {
      await heard(events, transaction);
      throw new Poison('the order is closed');
    });
    const reason = 'Poison: the order is closed';
    expect(await redrive(failing, id)).toMatchObject([{ outcome: 'failed', reason }]);
    expect(await listening.deadLetters()).toMatchObject([{ event_id: id, reason, deliveries: 2 }]);
    expect(await listening.effects()).toEqual([]);
    expect(await redrive(listening.open(), id)).toMatchObject([{ outcome: 'applied' }]);
  });

  it('stays as it was while what the handler needs is away', async () => {
    const { id } = await setAside();
    const before = await listening.deadLetters();
    const away = listening.open(() => Promise.reject(new Unavailable('orders-svc does not answer')));
    await expect(redrive(away, id)).rejects.toThrow('orders-svc does not answer');
    expect(await listening.deadLetters()).toEqual(before);
  });

  it('has its effect once, redriven by several at the same time', async () => {
    const { id } = await setAside();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => redrive(listening.open(), id)));
    expect(outcomes.flat().filter(({ outcome }) => outcome === 'applied')).toHaveLength(1);
    expect(await listening.effects()).toEqual([1]);
  });

  it('has no second effect when the event was applied in the meantime', async () => {
    const { id } = await setAside();
    const { database } = listening.open();
    const [letter] = await listening.deadLetters();
    await inTransaction(database.db, (transaction) => markAsApplied(transaction, 'PAYMENTS', [id as EventId]));
    expect(letter).toBeDefined();
    expect(await redrive(listening.open(), id)).toEqual([]);
    expect(await listening.effects()).toEqual([]);
  });

  it('that can never be read fails with what is wrong with it', async () => {
    await listening.tool.publish({
      subject: 'payment.completed',
      headers: { 'ce-id': newId() },
      body: '{"number":"seven"}',
    });
    await listening.replica();
    await listening.settled();
    const [letter] = await listening.deadLetters();
    expect(await redrive(listening.open(), letter?.event_id ?? '')).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('number') },
    ]);
    expect(await listening.deadLetters()).toHaveLength(1);
  });
});

describe('a dead letter that is discarded', () => {
  it('stays findable, whole, with the reason', async () => {
    const { id } = await setAside();
    const { database } = listening.open();
    expect(await discard(database.db, id, 'a test order, paid back by hand')).toMatchObject([{ outcome: 'discarded' }]);
    expect(await discard(database.db, id, 'once more')).toEqual([]);
    expect(await listening.deadLetters()).toMatchObject([
      { event_id: id, payload: '{"number":1}', discarded_because: 'a test order, paid back by hand' },
    ]);
  });

  it('does not come up again when the stream brings it again', async () => {
    const { id } = await setAside();
    await discard(listening.database.db, id, 'no such order');
    await listening.replica(refusing('there is no order'));
    await listening.tool.deleteConsumer('PAYMENTS', 'orders');
    await listening.settled();
    expect(await listening.deadLetters()).toMatchObject([{ discarded_because: 'no such order' }]);
  });

  it('stays written down also when it is applied after all', async () => {
    const { id } = await setAside();
    await discard(listening.database.db, id, 'no such order');
    expect(await redrive(listening.open(), id)).toMatchObject([{ outcome: 'applied' }]);
    expect(await listening.effects()).toEqual([1]);
    expect(await listening.deadLetters()).toMatchObject([{ discarded_because: 'no such order' }]);
  });
});
