import { type Stream, streams } from '@paidonce/shared/contracts';
import { readStream, type StoredMessage, streamState } from '@paidonce/shared/messaging';
import type { Invariant, Violation } from '../invariant.ts';
import { SeqSet } from '../seq-set.ts';
import type { Sources } from '../sources.ts';
import { type Subscriber, subscribers } from '../subscribers.ts';

const pageSize = 10_000;

export const eventsArrive: Invariant = {
  number: 8,
  sentence: 'Every retained outbox row is in its stream, and each subscriber applied it once.',
  async *violations(sources) {
    for (const stream of Object.values(streams)) yield* ofStream(sources, stream);
  },
};

/** Reads the stream once, page by page: for the outbox that filled it and for everybody who listens to it. */
async function* ofStream(sources: Sources, stream: Stream): AsyncGenerator<Violation> {
  const published = new SeqSet();
  const listening = subscribers.filter((subscriber) => subscriber.stream === stream);
  if (await streamState(sources.nats, stream)) {
    for await (const page of readStream(sources.nats, stream, pageSize)) {
      yield* withoutOutboxRow(sources, stream, page, published);
      for (const subscriber of listening) yield* notApplied(sources, subscriber, page);
    }
  }
  yield* notPublished(sources, stream, published);
}

/** Marks the outbox rows of the messages; messages of the owner's own that have none show a database older than the broker. */
async function* withoutOutboxRow(
  sources: Sources,
  stream: Stream,
  page: StoredMessage[],
  published: SeqSet,
): AsyncGenerator<Violation> {
  const own = page.filter((message) => message.id !== '' && message.source !== '');
  const rows = await sources[stream.owner].rows<{ id: string; seq: string | null }>(
    `select distinct told.id, outbox.seq from unnest($1::text[]) as told(id) left join outbox on outbox.id::text = told.id`,
    own.map((message) => message.id),
  );
  for (const { id, seq } of rows) {
    if (seq !== null) published.add(Number(seq));
    else
      yield {
        key: `${stream.name} ${id}`,
        what: `Event ${id} is in ${stream.name}, but not in the outbox of ${stream.owner}.`,
      };
  }
}

async function* notApplied(
  sources: Sources,
  { service, stream, types }: Subscriber,
  page: StoredMessage[],
): AsyncGenerator<Violation> {
  const heard = new Map(
    page.filter((message) => types.includes(message.type)).map((message) => [message.id, message.type]),
  );
  const rows = await sources[service].rows<{ id: string }>(
    `select told.id from unnest($2::text[]) as told(id)
     where not exists (select from inbox where subscription = $1 and event_id::text = told.id)
       and not exists (select from dead_letters where subscription = $1 and event_id = told.id)`,
    stream.name,
    [...heard.keys()],
  );
  for (const { id } of rows)
    yield { key: `${service} ${id}`, what: `${service} has not applied ${heard.get(id)} ${id}.` };
}

async function* notPublished(sources: Sources, stream: Stream, published: SeqSet): AsyncGenerator<Violation> {
  const rows = sources[stream.owner].pages<{ id: string; seq: string; subject: string }>(
    'select id, seq, subject from outbox where id > $1 order by id limit $2',
  );
  for await (const page of rows) {
    for (const { id, seq, subject } of page) {
      if (!published.has(Number(seq)))
        yield { key: id, what: `${subject} ${id} is in the outbox of ${stream.owner}, but not in ${stream.name}.` };
    }
  }
}
