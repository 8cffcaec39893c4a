// How far events have come: outbox, stream, subscribers, dead letters. Nothing of it is wrong by itself; an operator wants to see it.

import { type DatabaseOwner, type StreamName, streams } from '@paidonce/shared/contracts';
import { settledSequence, streamState } from '@paidonce/shared/messaging';
import { type Sources, subscribers } from '../sources/index.ts';

export type DeadLetter = { subject: string; event: string; reason: string };

export type Delivery = {
  stream: StreamName;
  /** Undefined: there is no such stream yet. */
  lastSequence: number | undefined;
  /** Rows of the owner's outbox behind its cursor: not yet published. */
  unpublished: number;
  /** Ranges of the outbox that are being published again, since the stream lost them. */
  openLanes: number;
  subscribers: {
    service: DatabaseOwner;
    /** Messages that it has neither applied nor set aside; undefined: it has no consumer yet. */
    behind: number | undefined;
    deadLetters: number;
    /** The latest of them. */
    latest: DeadLetter[];
  }[];
};

const shownDeadLetters = 5;

export async function deliveryState(sources: Sources): Promise<Delivery[]> {
  const states: Delivery[] = [];
  for (const stream of Object.values(streams)) {
    const state = await streamState(sources.nats, stream);
    const listening = subscribers.filter((subscriber) => subscriber.stream === stream);
    states.push({
      stream: stream.name,
      lastSequence: state?.lastSequence,
      ...(await outboxState(sources, stream.owner)),
      subscribers: await Promise.all(
        listening.map(async ({ service }) => {
          const settled = state && (await settledSequence(sources.nats, stream, service));
          const behind = settled === undefined || state === undefined ? undefined : state.lastSequence - settled;
          return { service, behind, ...(await deadLettersOf(sources, service, stream.name)) };
        }),
      ),
    });
  }
  return states;
}

async function outboxState(
  sources: Sources,
  owner: DatabaseOwner,
): Promise<{ unpublished: number; openLanes: number }> {
  const [row] = await sources[owner].rows<{ unpublished: number; lanes: number }>(
    `select (select count(*) from outbox, outbox_relay relay where (outbox.xid, outbox.seq) > (relay.xid, relay.seq))::int as unpublished,
       (select count(*) from outbox_lane)::int as lanes`,
  );
  return { unpublished: row?.unpublished ?? 0, openLanes: row?.lanes ?? 0 };
}

async function deadLettersOf(
  sources: Sources,
  service: DatabaseOwner,
  stream: StreamName,
): Promise<{ deadLetters: number; latest: DeadLetter[] }> {
  const latest = await sources[service].rows<DeadLetter>(
    `select subject, event_id as event, reason from dead_letters where subscription = $1 and discarded_at is null order by set_aside_at desc limit $2`,
    stream,
    shownDeadLetters,
  );
  const [all] = await sources[service].rows<{ count: number }>(
    'select count(*)::int from dead_letters where subscription = $1 and discarded_at is null',
    stream,
  );
  return { deadLetters: all?.count ?? 0, latest };
}
