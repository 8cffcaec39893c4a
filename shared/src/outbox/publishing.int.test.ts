import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { inTransaction } from '../database/index.ts';
import type { OutgoingEvent } from '../messaging/index.ts';
import { eventually, type OwnPostgres, ownPostgres } from '../testing/index.ts';
import { appendInTransaction } from './testing/append-in-transaction.ts';
import { anEvent, type Publishing, startPublishing } from './testing/index.ts';

const ids = (events: readonly OutgoingEvent[]) => events.map(({ id }) => id);

describe('the outbox', () => {
  let shop: Publishing;
  beforeAll(async () => {
    shop = await startPublishing();
    await shop.replica();
  });
  afterAll(() => shop.close());

  it('publishes events committed together and one by one, in their order, each once', async () => {
    const together = await shop.commit(1_200); // more than two batches of the relay
    const oneByOne = [];
    for (let count = 0; count < 20; count += 1) oneByOne.push(...(await shop.commit(1)));
    const all = [...together, ...oneByOne];
    await shop.arrived(all);
    expect(await shop.published()).toEqual(all);
  });

  it('publishes an event under its id, with its CloudEvents headers around the JSON of its data', async () => {
    const event = anEvent(7, 'Käsekuchen für 10 €');
    await inTransaction(shop.database.db, (transaction) => appendInTransaction(transaction, [event]));
    await shop.arrived([event.id]);
    const message = (await shop.tool.messages('PAYMENTS')).at(-1);
    expect(message).toMatchObject({
      subject: 'payment.completed',
      body: '{"number":7,"padding":"Käsekuchen für 10 €"}',
      headers: {
        'Nats-Msg-Id': event.id,
        'ce-id': event.id,
        'ce-specversion': '1.0',
        'ce-type': 'payment.completed',
        'ce-source': 'payments-svc',
        'ce-subject': 'p7',
        'ce-dataschema': '/events/payment.completed/1',
        'ce-correlationid': 'a-request',
        'content-type': 'application/json',
      },
    });
    expect(new Date(message?.headers['ce-time'] ?? '').getTime()).toBeGreaterThan(Date.now() - 10_000);
  });

  it('publishes nothing of a transaction that was rolled back', async () => {
    const undone = anEvent(1);
    const broken = inTransaction(shop.database.db, async (transaction) => {
      await appendInTransaction(transaction, [undone]);
      throw new Error('the order changed meanwhile');
    });
    await expect(broken).rejects.toThrow('changed meanwhile');
    await shop.arrived(await shop.commit(1));
    expect(await shop.published()).not.toContain(undone.id);
  });

  it('publishes what many writers commit at once, each event once', async () => {
    const written = await Promise.all(Array.from({ length: 200 }, () => shop.commit(2)));
    await shop.arrived(written.flat());
    const all = await shop.published();
    expect(new Set(all).size).toBe(all.length);
  });

  it('keeps the place of its cursor beside the sequence that the stream acknowledged', async () => {
    const last = await shop.commit(3);
    await shop.arrived(last);
    const { state } = await shop.tool.streamInfo('PAYMENTS');
    await eventually(async () => {
      expect(await shop.rows('outbox_relay')).toEqual([expect.objectContaining({ acked: state.last_seq })]);
    });
  });

  it('sends nothing a second time while nothing goes wrong', async () => {
    const heard = shop.tool.listen('payment.>');
    const written = await Promise.all(Array.from({ length: 50 }, () => shop.commit(10)));
    await shop.arrived(written.flat());
    expect(heard).toHaveLength(500);
  });
});

describe('a commit that is slow to end', () => {
  let postgres: OwnPostgres;
  let shop: Publishing;
  beforeAll(async () => {
    postgres = await ownPostgres(); // an open transaction holds back the relays of a whole cluster
    shop = await startPublishing(postgres.url);
    await shop.replica();
  });
  afterAll(async () => {
    await shop.close();
    await postgres.close();
  });

  it('is waited for, and published before what was committed after it began', async () => {
    const slow = [anEvent(1), anEvent(2)];
    const appended = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const slowCommit = inTransaction(shop.database.db, async (transaction) => {
      await appendInTransaction(transaction, slow);
      appended.resolve();
      await end.promise;
    });
    await appended.promise;
    const quick = await shop.commit(2);
    await new Promise((resolve) => setTimeout(resolve, 500)); // several polls of the relay
    expect(await shop.published()).toEqual([]);
    end.resolve();
    await slowCommit;
    await shop.arrived([...ids(slow), ...quick]);
    expect(await shop.published()).toEqual([...ids(slow), ...quick]);
  });

  it('is published once, although its events are numbered after those of a transaction that began later', async () => {
    const slow = anEvent(1);
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const slowCommit = inTransaction(shop.database.db, async (transaction) => {
      await sql`select pg_current_xact_id()`.execute(transaction);
      begun.resolve();
      await goOn.promise;
      await appendInTransaction(transaction, [slow]);
    });
    await begun.promise;
    const quick = await shop.commit(1);
    const heard = shop.tool.listen('payment.>');
    goOn.resolve();
    await slowCommit;
    await shop.arrived([slow.id, ...quick]);
    await new Promise((resolve) => setTimeout(resolve, 300)); // the relay has moved its cursor
    const after = await shop.commit(1);
    await shop.arrived(after);
    await new Promise((resolve) => setTimeout(resolve, 300)); // several polls of the relay
    expect(heard).toEqual([slow.id, ...quick, ...after]);
  });
});
