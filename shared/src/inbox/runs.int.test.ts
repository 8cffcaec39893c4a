import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Unavailable } from '../errors/index.ts';
import { eventually } from '../testing/index.ts';
import { Poison } from './index.ts';
import { heard, type Listening, startListening } from './testing/index.ts';

describe('what the inbox takes from its stream', () => {
  let orders: Listening;
  beforeEach(async () => {
    orders = await startListening();
  });
  afterEach(() => orders.close());

  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it('is applied in runs of one type, each in one transaction, in the order of the stream', async () => {
    const events = [...orders.events(30), ...orders.events(20, 'refunded'), ...orders.events(10)];
    await orders.publish(events);
    await orders.replica();
    await orders.applied(events);
    const transactions = await orders.transactions();
    expect(transactions.length).toBeLessThan(10);
    expect(transactions.reduce((sum, count) => sum + count)).toBe(60);
  });

  it('is applied around one message that fails, which alone is set aside', async () => {
    const events = orders.events(50);
    await orders.publish(events);
    await orders.replica(async (batch, transaction) => {
      await heard(batch, transaction);
      if (batch.some(({ data }) => data.number === 17)) throw new Poison('order 17 cannot be');
    });
    await orders.applied(events.filter((_, index) => index !== 16));
    await orders.settled();
    expect(await orders.effects()).toEqual([...numbers(1, 16), ...numbers(18, 50)]);
    expect(await orders.deadLetters()).toEqual([
      expect.objectContaining({
        event_id: events[16]?.id,
        reason: 'Poison: order 17 cannot be',
        payload: '{"number":17}',
      }),
    ]);
  });

  it('is set aside when its handler goes on failing for a reason of its own', async () => {
    const [good, bad, other] = orders.events(3);
    if (!good || !bad || !other) throw new Error('three events were made');
    let attempts = 0;
    await orders.publish([good, bad, other]);
    await orders.replica(async (batch, transaction) => {
      await heard(batch, transaction);
      if (!batch.some(({ data }) => data.number === 2)) return;
      if (batch.length === 1) attempts += 1;
      throw new TypeError('cannot read what is not there');
    });
    await orders.applied([good, other]);
    await orders.settled();
    expect(attempts).toBe(5);
    expect(await orders.effects()).toEqual([1, 3]);
    expect(await orders.deadLetters()).toEqual([
      expect.objectContaining({ event_id: bad.id, reason: 'TypeError: cannot read what is not there', deliveries: 5 }),
    ]);
  });

  it.each([
    ['the database is away', () => new Unavailable('The database does not answer')],
    ['it met a deadlock', () => Object.assign(new Error('deadlock detected'), { code: '40P01' })],
    ['it could not be serialized', () => Object.assign(new Error('could not serialize access'), { code: '40001' })],
  ])('is tried for as long as it takes while %s', async (_, failure) => {
    const events = orders.events(2);
    await orders.publish(events);
    let attempts = 0;
    await orders.replica(async (batch, transaction) => {
      attempts += 1;
      if (attempts <= 6) throw failure(); // more often than a handler may fail for reasons of its own
      await heard(batch, transaction);
    });
    await orders.applied(events);
    expect(await orders.deadLetters()).toEqual([]);
  });

  it('is acknowledged and left alone when it is of a type that nobody listens to', async () => {
    const events = orders.events(2);
    await orders.tool.publish({
      subject: 'payment.wondered',
      headers: { 'ce-type': 'payment.wondered' },
      body: 'no JSON',
    });
    await orders.publish(events);
    await orders.replica();
    await orders.applied(events);
    await orders.settled();
    expect(await orders.deadLetters()).toEqual([]);
  });

  const id = '0190a6a0-0000-7000-8000-000000000001';
  it.each([
    ['is no JSON', { 'ce-id': id }, '{"number":', /SyntaxError/],
    ['is no JSON, and holds what PostgreSQL cannot', { 'ce-id': id }, 'a\0b', /SyntaxError/],
    ['has another shape', { 'ce-id': id }, '{"number":"seven"}', /number/],
    ['is empty', { 'ce-id': id }, '', /SyntaxError/],
    ['has no id', {}, '{"number":1}', /its ce-id is no event's id/],
    ['has an id that is none', { 'ce-id': 'seven' }, '{"number":1}', /its ce-id is no event's id/],
    [
      'has an id that no index takes',
      { 'ce-id': randomBytes(1_800).toString('hex') },
      '{"number":1}',
      /its ce-id is no event's id/,
    ],
  ])('is set aside, whole and with the reason, when it %s', async (_, headers, body, reason) => {
    const events = orders.events(2);
    const allHeaders = { ...headers, 'ce-type': 'payment.completed', 'x-note': 'kept' };
    await orders.tool.publish({ subject: 'payment.completed', headers: allHeaders, body });
    await orders.publish(events);
    await orders.replica();
    await orders.applied(events);
    await orders.settled();
    expect(await orders.deadLetters()).toEqual([
      expect.objectContaining({
        subject: 'payment.completed',
        headers: allHeaders,
        payload: body.replaceAll('\0', '\\0'),
        reason: expect.stringMatching(reason),
        deliveries: 1,
      }),
    ]);
  });

  it.each([
    ['of a known type under the subject of another', 'payment.wondered', 'payment.completed'],
    ['of an unknown type under the subject of a known one', 'payment.completed', 'payment.wondered'],
    ["of another stream's type", 'payment.wondered', 'order.paid'],
  ])('is set aside when it is %s', async (_, subject, type) => {
    await orders.tool.publish({ subject, headers: { 'ce-id': id, 'ce-type': type }, body: '{"number":1}' });
    await orders.replica();
    await orders.settled();
    expect(await orders.effects()).toEqual([]);
    expect(await orders.deadLetters()).toEqual([
      expect.objectContaining({ reason: `Poison: its subject is ${subject}, and its ce-type says ${type}` }),
    ]);
  });

  it('is set aside when its subject holds what PostgreSQL cannot, and there are more of the kind than may be out at once', async () => {
    const publications = Array.from({ length: 1_100 }, (_, number) =>
      orders.tool.publish({
        subject: `payment.\0${number}`,
        headers: { 'ce-type': 'payment.completed' },
        body: '{"number":1}',
      }),
    );
    await Promise.all(publications);
    const events = orders.events(2);
    await orders.publish(events);
    await orders.replica();
    await orders.applied(events);
    await orders.settled();
    const letters = await orders.deadLetters();
    expect(letters).toHaveLength(1_100);
    expect(letters).toContainEqual(expect.objectContaining({ subject: 'payment.\\01099' }));
  });

  it('is set aside many at a time, so that a flood of nonsense holds nothing up', async () => {
    const nonsense = orders.events(2_000).map((event) => ({ ...event, payload: {} }));
    await orders.publish(nonsense);
    const [payment, ...more] = orders.events(501);
    if (!payment) throw new Error('an event was made');
    await orders.publish([payment, ...more]);
    await orders.replica((batch, transaction) =>
      batch.some(({ id }) => id !== payment.id) ? Promise.reject(new Poison('never')) : heard(batch, transaction),
    );
    await orders.applied([payment]);
    await orders.settled();
    const written = await sql<{ letters: number; statements: number }>`
      select count(*) as letters, count(distinct xmin::text) as statements from dead_letters`.execute(
      orders.database.db,
    );
    expect(written.rows[0]?.letters).toBe(2_500);
    expect(written.rows[0]?.statements).toBeLessThan(250);
  });

  it('is set aside a megabyte at a time, so that a flood of large nonsense fits in memory', async () => {
    const body = 'x'.repeat(120 * 1024);
    const headers = { 'ce-type': 'payment.completed' };
    const flood = Array.from({ length: 40 }, () =>
      orders.tool.publish({ subject: 'payment.completed', headers, body }),
    );
    await Promise.all(flood);
    await orders.replica();
    await orders.settled();
    expect(await orders.deadLetters()).toHaveLength(40);
    const largest = await sql<{ megabytes: number }>`
      select (max(bytes) / 1024.0 ^ 2)::float8 as megabytes
      from (select sum(length(payload)) as bytes from dead_letters group by xmin::text) as statement`.execute(
      orders.database.db,
    );
    expect(largest.rows[0]?.megabytes).toBeLessThan(1.2);
  });

  it('is set aside even when another message cannot be written down', async () => {
    await sql`alter table dead_letters add check (payload <> '{"number":2}')`.execute(orders.database.db);
    const events = orders.events(3);
    await orders.publish(events);
    await orders.replica(() => Promise.reject(new Poison('never')));
    await eventually(async () => expect(await orders.deadLetters()).toHaveLength(2));
    await sql`alter table dead_letters drop constraint dead_letters_payload_check`.execute(orders.database.db);
    await orders.settled();
    expect(await orders.deadLetters()).toHaveLength(3);
  });

  it('leaves no mark in the inbox when it was set aside, so that it can be tried again', async () => {
    const events = orders.events(1);
    await orders.publish(events);
    await orders.replica(() => Promise.reject(new Poison('never')));
    await orders.settled();
    const marks = await sql`select * from inbox`.execute(orders.database.db);
    expect(marks.rows).toEqual([]);
    expect(await orders.deadLetters()).toHaveLength(1);
  });
});
