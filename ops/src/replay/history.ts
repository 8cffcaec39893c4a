// What the streams do not have (any more) of the events that a projection follows: the owners' outboxes still do.

import { eventId, type StreamName, streams } from '@paidonce/shared/contracts';
import { readStream, streamState } from '@paidonce/shared/messaging';
import { SeqSet } from '../seq-set.ts';
import type { Sources } from '../sources/index.ts';

export type Follows = { stream: StreamName; type: string }[];
export type OutboxRow = { id: string; subject: string; headers: Record<string, string>; payload: unknown };

const pageSize = 10_000;

/** The rows in pages. To be called after the streams were read by whoever wants the rest, since they go on expiring. */
export async function* history(sources: Sources, follows: Follows): AsyncGenerator<OutboxRow[]> {
  for (const [name, followed] of Map.groupBy(follows, ({ stream }) => stream)) {
    const inStream = await sequencesIn(sources, name);
    const rows = sources[streams[name].owner].pages<OutboxRow & { seq: string }>(
      'select id, seq, subject, headers, payload from outbox where id > $1 and subject = any($3) order by id limit $2',
      undefined,
      followed.map(({ type }) => type),
    );
    for await (const page of rows) yield page.filter(({ seq }) => !inStream.has(Number(seq)));
  }
}

/** The numbers of the outbox rows whose events the stream holds. */
async function sequencesIn(sources: Sources, name: StreamName): Promise<SeqSet> {
  const found = new SeqSet();
  const stream = streams[name];
  if (!(await streamState(sources.nats, stream))) return found;
  for await (const page of readStream(sources.nats, stream, { pageSize })) {
    const ids = page.filter(({ id }) => eventId.safeParse(id).success).map(({ id }) => id);
    const rows = await sources[stream.owner].rows<{ seq: string }>(
      'select seq from outbox where id = any($1::uuid[])',
      ids,
    );
    for (const { seq } of rows) found.add(Number(seq));
  }
  return found;
}
