import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { StreamName } from '../contracts/index.ts';
import { migrate, migration, statement } from '../database/index.ts';
import { createConnection, type OutgoingEvent } from '../messaging/index.ts';
import { quietLogger } from '../messaging/testing/index.ts';
import { eventually } from '../testing/index.ts';
import { discard } from './dead-letters.ts';
import { discardedLetters, type Handler, inboxTables } from './index.ts';
import type { Message } from './read-message.ts';
import { type Replay, replay } from './replay.ts';
import { type Heard, heard, holdOpen, type Listening, startListening } from './testing/index.ts';

let listening: Listening;
let connection: ReturnType<typeof createConnection>;
beforeEach(async () => {
  listening = await startListening();
  await migrate(listening.database.db, {
    '0001-inbox': inboxTables,
    '0002-effects': migration(),
    '0003-discarded-letters': discardedLetters,
    '0004-known': migration('create table known (number int primary key, square int not null, event_id uuid not null)'),
  });
  connection = createConnection({ url: listening.nats.url, name: 'replay', log: quietLogger('orders') });
  await connection.start();
  await eventually(() => expect(connection.up).toBeDefined());
});
afterEach(async () => {
  await connection.stop();
  await listening.close();
});

const upsert = statement(
  `insert into known (number, square, event_id) select number, number * number, id from unnest($1::int[], $2::uuid[]) as told(number, id)
   on conflict (number) do nothing`,
);
/** A projection: the numbers of which it was told, with their squares. */
const know: Handler<Heard, unknown> = async (events, transaction) => {
  await upsert(
    transaction,
    events.map(({ data }) => data.number),
    events.map(({ id }) => id),
  );
};

const noHistory = async function* (): AsyncGenerator<Message[]> {};
const messageOf = ({ subject, headers, payload }: OutgoingEvent): Message => ({
  subject,
  header: (name) => headers[name] ?? '',
  body: JSON.stringify(payload),
});

function replayed(more: Partial<Replay<unknown>> = {}) {
  const { subscriptions } = listening.open(know);
  const { db } = listening.database;
  return replay({
    db,
    connection,
    table: 'known',
    subscriptions,
    history: noHistory,
    tell: () => {},
    dryRun: false,
    ...more,
  });
}
const run = (text: string) => sql.raw<{ number: number; square: number }>(text).execute(listening.database.db);
const known = async () => (await run('select number, square from known order by number')).rows;
const squares = (...numbers: number[]) => numbers.map((number) => ({ number, square: number * number }));

/** A running service that has been told of so many numbers. */
async function told(count: number): Promise<OutgoingEvent[]> {
  await listening.replica(know);
  const events = listening.events(count);
  await listening.publish(events);
  await eventually(async () => expect(await known()).toHaveLength(count));
  return events;
}

describe('a projection that is replayed', () => {
  it('is right again, whatever was done to it by hand', async () => {
    await told(5);
    await run('delete from known where number = 1');
    await run('update known set square = 5 where number = 2');
    await run(`insert into known values (7, 49, gen_random_uuid())`);
    expect(await replayed()).toEqual({ missing: 1, different: 1, surplus: 1, events: 5, skipped: 0 });
    expect(await known()).toEqual(squares(1, 2, 3, 4, 5));
    expect(await replayed()).toMatchObject({ missing: 0, different: 0, surplus: 0 });
  });

  it('does not touch a row that is right, nor anything else', async () => {
    await told(3);
    const everything = () =>
      run(`select 'known', ctid, xmin, number::text from known where number <> 2
           union all select 'inbox', ctid, xmin, event_id::text from inbox order by 1, 4`);
    await run('update known set square = 5 where number = 2');
    const before = (await everything()).rows;
    await replayed();
    expect((await everything()).rows).toEqual(before);
    expect(await listening.effects()).toEqual([]);
  });

  it('is only looked at in a dry run', async () => {
    await told(2);
    await run('delete from known where number = 1');
    expect(await replayed({ dryRun: true })).toMatchObject({ missing: 1 });
    expect(await known()).toEqual(squares(2));
  });

  it('has what the streams do not have any more from the history', async () => {
    await told(2);
    const [older] = listening.events(1);
    const history = async function* () {
      yield [messageOf(older as OutgoingEvent)]; // one was made
    };
    expect(await replayed({ history })).toMatchObject({ missing: 1, events: 3 });
    expect(await known()).toEqual(squares(1, 2, 3));
  });

  it('has what arrived meanwhile, also while it waited for the running table', async () => {
    await told(2);
    await run('delete from known where number = 1');
    const writer = await holdOpen(listening.database.db, 'lock table known in row exclusive mode');
    const replaying = replayed();
    await waitingForLock();
    await listening.publish(listening.events(1)); // the running service has to wait with it, behind the replay
    await writer.end();
    await replaying;
    expect(await known()).toEqual(squares(1, 2, 3));
    await listening.settled();
    expect(await known()).toEqual(squares(1, 2, 3));
  });

  it('has what the service was just applying when the exchange began', async () => {
    await told(2);
    const [third] = listening.events(1);
    if (!third) throw new Error('no event was made');
    // The service's own transaction, held open between its effect and its commit.
    const service = await holdOpen(
      listening.database.db,
      `with marked as (insert into inbox (subscription, event_id) values ('PAYMENTS', '${third.id}'))
       insert into known values (3, 9, '${third.id}')`,
    );
    const replaying = replayed();
    await waitingForLock();
    await listening.publish([third]);
    await service.end();
    expect(await replaying).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    expect(await known()).toEqual(squares(1, 2, 3));
  });

  it('loses nothing, replayed again and again while it is told of more and more', async () => {
    await told(1);
    let telling = true;
    const teller = (async () => {
      for (let count = 0; count < 60; count += 1) await listening.publish(listening.events(10));
      telling = false;
    })();
    while (telling) await replayed();
    await teller;
    await listening.settled();
    expect(await known()).toEqual(squares(...Array.from({ length: 601 }, (_, index) => index + 1)));
    expect(await replayed({ dryRun: true })).toMatchObject({ missing: 0, different: 0, surplus: 0 });
  });

  it('may not have effects: PostgreSQL refuses them, and nothing has changed', async () => {
    await told(2);
    await run('delete from known where number = 1');
    const both: Handler<Heard, unknown> = async (events, transaction) => {
      await know(events, transaction);
      await heard(events, transaction);
    };
    const { subscriptions } = listening.open(both);
    await expect(replayed({ subscriptions })).rejects.toThrow('read-only transaction');
    expect(await known()).toEqual(squares(2));
    expect(await listening.effects()).toEqual([]);
  });

  it('may not have effects in its last step either', async () => {
    await told(1);
    const third: Handler<Heard, unknown> = async (events, transaction) => {
      await know(events, transaction);
      if (events.some(({ data }) => data.number === 2)) await heard(events, transaction);
    };
    const { subscriptions } = listening.open(third);
    const writer = await holdOpen(listening.database.db, 'lock table known in row exclusive mode');
    const replaying = replayed({ subscriptions });
    const refused = expect(replaying).rejects.toThrow('read-only transaction');
    await waitingForLock();
    await listening.publish(listening.events(1));
    await writer.end();
    await refused;
    expect(await listening.effects()).toEqual([]);
  });

  it('leaves everything as it is when it is interrupted, and can be begun again', async () => {
    await told(2);
    await run('delete from known where number = 1');
    const history = async function* (): AsyncGenerator<Message[]> {
      yield [];
      throw new Error('interrupted');
    };
    await expect(replayed({ history })).rejects.toThrow('interrupted');
    expect(await known()).toEqual(squares(2));
    await replayed();
    expect(await known()).toEqual(squares(1, 2));
  });

  it('leaves out what was discarded, and what can never be applied', async () => {
    const [discarded] = await told(3);
    await listening.tool.publish({ subject: 'payment.completed', headers: {}, body: 'nonsense' });
    await listening.settled();
    const { db } = listening.database;
    await run(
      `insert into dead_letters select 'PAYMENTS', event_id::text, 1, 'payment.completed', '{}', '{}', 'x', 1 from known where number = 1`,
    );
    await discard(db, discarded?.id ?? '', 'never happened');
    expect(await replayed()).toMatchObject({ surplus: 1, skipped: 1 });
    expect(await known()).toEqual(squares(2, 3));
  });

  it('is not believed to be whole when the stream was made anew meanwhile', async () => {
    await told(2);
    const history = async function* (): AsyncGenerator<Message[]> {
      await listening.tool.deleteStream('PAYMENTS');
      await listening.remakeStream();
      yield [];
    };
    await expect(replayed({ history })).rejects.toThrow('PAYMENTS was lost and made again');
    expect(await known()).toEqual(squares(1, 2));
  });

  it('says how far it is', async () => {
    await told(3);
    const steps: [StreamName | 'history', number, number | undefined][] = [];
    await replayed({
      tell: (step) =>
        void steps.push(step.step === 'stream' ? [step.stream, step.read, step.of] : ['history', step.read, undefined]),
    });
    expect(steps).toEqual([['PAYMENTS', 3, 3]]);
  });
});

/** Until the exchange waits for somebody else's transaction: the streams have been read by then. */
const waitingForLock = () =>
  eventually(async () => {
    const { rows } = await run(`select from pg_locks where relation = 'public.known'::regclass and not granted`);
    expect(rows).toHaveLength(1);
  });
