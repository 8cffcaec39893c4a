// How fast a full outbox is published, beside the same messages published bare.

import { type EventId, newId, streams } from '@paidonce/shared/contracts';
import { createDatabase, migrate, statement } from '@paidonce/shared/database';
import {
  type Connection,
  createConnection,
  defaultLimits,
  ensureStream,
  type Publication,
  publishAll,
  streamState,
} from '@paidonce/shared/messaging';
import { createOutbox, outboxCatchUp, outboxCluster, outboxTables } from '@paidonce/shared/outbox';
import { eventually } from '../eventually.ts';
import { quiet } from '../quiet.ts';
import type { Row } from '../section.ts';
import type { Servers } from '../servers.ts';
import { took } from '../took.ts';

const stream = streams.PAYMENTS;
/** As many as the relay publishes at once. */
const batch = 500;

/** Rows like those of a completed payment. */
const fill = statement(
  `insert into outbox (id, subject, headers, payload)
   select id::uuid, $2, $3, $4 from unnest($1::text[]) as id`,
);

const subject = 'payment.completed';
const headers = {
  'ce-specversion': '1.0',
  'ce-id': newId(),
  'ce-type': subject,
  'ce-source': stream.service,
  'ce-time': new Date().toISOString(),
  'ce-subject': newId(),
  'ce-dataschema': `/events/${subject}/1`,
  'ce-correlationid': newId(),
  traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
};
const body = JSON.stringify({
  payment_id: newId(),
  version: 1,
  order_id: newId(),
  user_id: newId(),
  amount_minor: 10_908,
  currency: 'USD',
});

/** So many messages by each way, in turns, so that both meet the same machine. Messages per second. */
export async function measureRelay(servers: Servers, messages: number, rounds: number): Promise<Row> {
  const url = await servers.database('relay');
  const database = createDatabase<unknown>({ url, name: 'bench', log: quiet });
  await migrate(database.db, {
    '0001-outbox': outboxTables,
    '0002-cluster': outboxCluster,
    '0003-catch-up': outboxCatchUp,
  });
  const connection = createConnection({ url: servers.natsUrl, name: 'bench', log: quiet });
  await connection.start();
  await eventually(() => ensureStream(connection, stream, defaultLimits));

  let bare = 0;
  let relayed = 0;
  for (let round = 0; round < rounds; round += 1) {
    bare += await took(() => publishBare(connection, messages));

    const ids = newIds(messages);
    await fill(database.db, ids, subject, JSON.stringify(headers), body);
    const last = (await streamState(connection, stream))?.lastSequence ?? 0;
    const outbox = createOutbox({ databaseUrl: url, db: database.db, connection, stream, log: quiet });
    relayed += await took(async () => {
      await outbox.start();
      await eventually(async () => {
        const now = (await streamState(connection, stream))?.lastSequence ?? 0;
        if (now < last + messages) throw new Error(`${last + messages - now} messages are not in the stream`);
      });
    });
    await outbox.stop();
  }
  await connection.stop();
  await database.stop();
  const perSecond = (milliseconds: number) => (messages * rounds * 1000) / milliseconds;
  return {
    messages: messages * rounds,
    'relay/s': perSecond(relayed),
    'bare/s': perSecond(bare),
    '% of bare': (100 * bare) / relayed,
  };
}

async function publishBare(connection: Connection, messages: number): Promise<void> {
  const ids = newIds(messages);
  for (let start = 0; start < messages; start += batch) {
    const publications = ids.slice(start, start + batch).map((id): Publication => ({ id, subject, headers, body }));
    await publishAll(connection, publications, 5_000);
  }
}

function newIds(count: number): EventId[] {
  return Array.from({ length: count }, () => newId<EventId>());
}
