// Where an event is between the outbox that has it and the service that is to apply it, and why it is there.

import type { DatabaseOwner } from '@paidonce/shared/contracts';
import type { ConsumerState } from '@paidonce/shared/messaging';
import { counted, lengthOf } from '../wording.ts';
import { type Conclusion, goingOn, stuck } from './conclusion.ts';
import { contentOf, type OutboxEvent, type Relay, type Seen } from './seen.ts';

/** @returns undefined when the service has applied it */
export function concludeEvent(
  seen: Seen,
  event: OutboxEvent,
  service: DatabaseOwner,
  now: number,
): Conclusion | undefined {
  const reception = seen.receptions.find((told) => told.event === event.id && told.service === service);
  if (reception?.appliedAt) return undefined;
  if (reception?.deadLetter) return concludeDeadLetter(event, service, reception.deadLetter);
  if (!event.published) return concludeUnpublished(seen, event, now);
  if ('away' in seen.nats)
    return stuck(
      `${event.type} was published, and how far ${service} has come cannot be seen: ${seen.nats.away}`,
      bringBackNats,
    );
  const view = seen.nats.seen[event.stream];
  if (!view)
    return stuck(
      `The stream ${event.stream} is gone.`,
      `Start ${event.owner}-svc: it makes the stream again and fills it.`,
    );
  const position = view.positions.get(event.id);
  if (position === undefined) return concludeMissing(seen, event);
  return concludeWaiting(seen, event, service, position, view.consumers.get(service), now);
}

const bringBackNats = 'Bring NATS back; everything else follows by itself.';

function concludeDeadLetter(
  { id, type }: OutboxEvent,
  service: DatabaseOwner,
  { reason, discarded }: { reason: string; discarded: boolean },
): Conclusion {
  if (discarded)
    return stuck(`${service} set ${type} aside, and somebody discarded it.`, `npx paidonce dead-letters show ${id}`);
  return stuck(
    `${service} could not apply ${type} and set it aside: ${reason}`,
    `npx paidonce dead-letters show ${id}`,
  );
}

function concludeUnpublished(seen: Seen, { type, owner, stream, madeAt }: OutboxEvent, now: number): Conclusion {
  const waits = `${type} waits in the outbox of ${owner} for ${lengthOf(now - madeAt.getTime())}`;
  if ('away' in seen.nats) return stuck(`${waits}: ${seen.nats.away}`, bringBackNats);
  const relay = relayOf(seen, owner);
  if (relay && relay.replicas === 0)
    return stuck(`${waits}: no ${owner}-svc runs that could publish it.`, `Start ${owner}-svc.`);
  if (relay && !relay.led)
    return stuck(
      `${waits}: ${owner}-svc runs, but nobody leads its relay.`,
      `Look at the log of ${owner}-svc; a new leader is found within seconds.`,
    );
  if (now - madeAt.getTime() < publishedWithinMilliseconds)
    return goingOn(`${waits}: it is on its way.`, 'Ask again in some seconds.');
  const behind = relay ? ` ${counted(relay.unpublished, 'row')} wait there.` : '';
  return stuck(
    `${waits}, although the relay is led and NATS answers.${behind}`,
    `Either ${stream} refuses (the log of ${owner}-svc says "publishing fails"), or a transaction has been open for long in that PostgreSQL: select pid, datname, xact_start, query from pg_stat_activity where backend_xid is not null order by xact_start`,
  );
}

const publishedWithinMilliseconds = 5_000;

function concludeMissing(seen: Seen, { type, owner, stream }: OutboxEvent): Conclusion {
  if ((relayOf(seen, owner)?.openLanes ?? 0) > 0)
    return goingOn(`${stream} lost ${type}; ${owner} is publishing what was lost again.`, 'Ask again in a minute.');
  return stuck(
    `${type} was published, but is not to be found in ${stream}: it has expired there, or the stream lost it.`,
    `npx paidonce audit tells whether more is missing. If ${owner}-svc does not notice within 10 s, restart it.`,
  );
}

function concludeWaiting(
  seen: Seen,
  { type, stream }: OutboxEvent,
  service: DatabaseOwner,
  position: number,
  consumer: ConsumerState | undefined,
  now: number,
): Conclusion {
  const message = `Message ${position} of ${stream} (${type})`;
  if (!consumer)
    return stuck(
      `${message} waits: ${service} has no consumer on ${stream}.`,
      `Start ${service}-svc: it makes its consumer.`,
    );
  const last = consumer.lastDelivery
    ? `, the last delivery was ${lengthOf(now - consumer.lastDelivery.getTime())} ago`
    : '';
  if (!consumer.listened) {
    const hangs = (relayOf(seen, service)?.replicas ?? 0) > 0;
    return stuck(
      `${message} waits for ${service}: nobody takes messages from its durable consumer ${service}${last}.`,
      hangs ? `${service}-svc has its database open, but does not listen: restart it.` : `Start ${service}-svc.`,
    );
  }
  if (position > consumer.delivered && consumer.pausedMilliseconds > 0)
    return stuck(
      `${message} waits for ${service}: somebody paused its consumer, for another ${lengthOf(consumer.pausedMilliseconds)}.`,
      `nats consumer resume ${stream} ${service}`,
    );
  if (position > consumer.delivered) {
    const before = Math.max(0, position - consumer.settled - 1);
    return goingOn(
      `${message} waits for ${service} behind ${counted(before, 'other message')}.`,
      'It goes on by itself. Ask again in a moment.',
    );
  }
  return goingOn(
    `${message} was delivered to ${service} and is not applied yet (${consumer.redelivered} of ${consumer.unacknowledged} unsettled messages were delivered more than once).`,
    `It is tried again by itself, with growing delay. If this stays: the log of ${service}-svc says why ("events failed; trying again").`,
  );
}

function relayOf(seen: Seen, owner: DatabaseOwner): Relay | undefined {
  return owner === 'orders' ? contentOf(seen.orders)?.relay : contentOf(seen.payments)?.relay;
}
