// Waiting for what is on its way.

import { setTimeout as delay } from 'node:timers/promises';
import { type DatabaseOwner, type Stream, streams } from '@paidonce/shared/contracts';
import { settledSequence, streamState } from '@paidonce/shared/messaging';
import { type Sources, subscribers } from '../sources/index.ts';

const intervalMilliseconds = 100;

/**
 * Waits until everything that the outboxes hold now has been published, and until everything that the streams hold then has been applied
 * or set aside; at most so many milliseconds. What comes meanwhile is not waited for, so that this ends under load as well.
 */
export async function settle(sources: Sources, patience: number): Promise<void> {
  const end = Date.now() + patience;
  const until = async (isDone: () => Promise<boolean>): Promise<void> => {
    while (!(await isDone()) && Date.now() < end) await delay(intervalMilliseconds);
  };
  await Promise.all(
    Object.values(streams).map(async (stream) => until(await outboxIsPublished(sources, stream.owner))),
  );
  await Promise.all(Object.values(streams).map(async (stream) => until(await streamIsApplied(sources, stream))));
}

/** The outbox as it is now: its last row is behind the cursor some day, and what a stream lost is in it again. */
async function outboxIsPublished(sources: Sources, owner: DatabaseOwner): Promise<() => Promise<boolean>> {
  const database = sources[owner];
  const [last] = await database.rows<{ xid: string; seq: string }>(
    'select xid::text, seq::text from outbox order by outbox.xid desc, outbox.seq desc limit 1',
  );
  return async () => {
    const [relay] = await database.rows<{ done: boolean }>(
      `select (xid, seq) >= ($1::xid8, $2::bigint) and not exists (select from outbox_lane) as done from outbox_relay`,
      last?.xid ?? '0',
      last?.seq ?? '0',
    );
    return relay?.done ?? false;
  };
}

async function streamIsApplied({ nats }: Sources, stream: Stream): Promise<() => Promise<boolean>> {
  const lastSequence = (await streamState(nats, stream))?.lastSequence ?? 0;
  const listening = subscribers.filter((subscriber) => subscriber.stream === stream);
  return async () => {
    const settled = await Promise.all(listening.map(({ service }) => settledSequence(nats, stream, service)));
    return settled.every((sequence) => sequence !== undefined && sequence >= lastSequence);
  };
}
