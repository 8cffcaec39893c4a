// Events reach their stream, and everybody who listens to it.

import { eventId, firstIdAt, type Stream, streams } from '@paidonce/shared/contracts';
import { maxAge, readStream, type StoredMessage, streamState } from '@paidonce/shared/messaging';
import { SeqSet } from '../../seq-set.ts';
import { type Sources, type Subscriber, subscribers } from '../../sources/index.ts';
import type { Invariant, Violation } from '../invariant.ts';

const pageSize = 10_000;

/** Messages go on expiring while the stream is read, and by another clock than the one here. */
const marginMilliseconds = 60 * 60 * 1000;

export const eventsArrive: Invariant = {
  number: 5,
  sentence: 'Every outbox row that the stream still keeps is in its stream, and each subscriber applied it once.',
  async *violations(sources) {
    for (const stream of Object.values(streams)) yield* ofStream(sources, stream);
  },
};

/** Reads the stream once, page by page: for the outbox that filled it and for everybody who listens to it. */
async function* ofStream(sources: Sources, stream: Stream): AsyncGenerator<Violation> {
  const published = new SeqSet();
  const listening = subscribers.filter((subscriber) => subscriber.stream === stream);
  // What a stranger put into the stream is no event of its owner's outbox.
  const isOwn = ({ id, source }: StoredMessage) => source === stream.service && eventId.safeParse(id).success;
  let expected: string | undefined;
  if (await streamState(sources.nats, stream)) {
    expected = await firstExpected(sources, stream);
    for await (const page of readStream(sources.nats, stream, { pageSize })) {
      const own = page.filter(isOwn);
      yield* withoutOutboxRow(sources, stream, own, published);
      for (const subscriber of listening) yield* notApplied(sources, subscriber, own);
    }
  }
  yield* notPublished(sources, stream, published, expected);
}

/** The id after which every event of the outbox has to be in its stream: what is older may have expired there. */
async function firstExpected({ nats }: Sources, stream: Stream): Promise<string | undefined> {
  const age = await maxAge(nats, stream);
  return age === undefined ? undefined : firstIdAt(Date.now() - age + marginMilliseconds);
}

/** Marks the outbox rows of the messages. One that has no row shows that the database is older than the broker. */
async function* withoutOutboxRow(
  sources: Sources,
  stream: Stream,
  page: StoredMessage[],
  published: SeqSet,
): AsyncGenerator<Violation> {
  const rows = await sources[stream.owner].rows<{ id: string; seq: string | null }>(
    'select told.id, outbox.seq from unnest($1::uuid[]) as told(id) left join outbox on outbox.id = told.id',
    page.map((message) => message.id),
  );
  for (const { id, seq } of rows) {
    if (seq !== null) published.add(Number(seq));
    else yield { key: `without ${id}`, what: `${id} is in ${stream.name}, but not in the outbox of ${stream.owner}.` };
  }
}

async function* notApplied(
  sources: Sources,
  { service, stream, types }: Subscriber,
  page: StoredMessage[],
): AsyncGenerator<Violation> {
  const heard = page.filter((message) => types.includes(message.type));
  const typeOf = new Map(heard.map((message) => [message.id, message.type]));
  const rows = await sources[service].rows<{ id: string }>(
    `select told.id from unnest($2::uuid[]) as told(id)
     where not exists (select from inbox where subscription = $1 and event_id = told.id)
       and not exists (select from dead_letters where subscription = $1 and event_id = told.id::text)`,
    stream.name,
    [...typeOf.keys()],
  );
  for (const { id } of rows)
    yield { key: `${service} ${id}`, what: `${service} has not applied ${typeOf.get(id)} ${id}.` };
}

async function* notPublished(
  sources: Sources,
  stream: Stream,
  published: SeqSet,
  after: string | undefined,
): AsyncGenerator<Violation> {
  const rows = sources[stream.owner].pages<{ id: string; seq: string; subject: string }>(
    'select id, seq, subject from outbox where id > $1 order by id limit $2',
    after,
  );
  for await (const page of rows) {
    for (const { id, seq, subject } of page) {
      if (!published.has(Number(seq)))
        yield { key: id, what: `${subject} ${id} is in the outbox of ${stream.owner}, but not in ${stream.name}.` };
    }
  }
}
