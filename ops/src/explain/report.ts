// An order explained, for people: the conclusion first, then what it rests on.

import { styleText } from 'node:util';
import type { StreamName } from '@paidonce/shared/contracts';
import { subscribers } from '../sources/index.ts';
import { counted, lengthOf, wrapped } from '../wording.ts';
import type { Conclusion } from './conclusion.ts';
import type { OrdersSide, OutboxEvent, Part, PaymentsSide, Relay, Seen } from './seen.ts';
import { contentOf } from './seen.ts';

const colours = { done: 'green', 'going on': 'yellow', stuck: 'red' } as const;

export function report(seen: Seen, { state, headline, next }: Conclusion, now: number): string {
  const sections = [
    [
      ...wrapped(headline)
        .split('\n')
        .map((line) => styleText(['bold', colours[state]], line)),
      wrapped(next),
    ],
    [title(`Order ${seen.orderId}`), ...part(seen.orders, orderLines)],
    [title('Payments'), ...part(seen.payments, paymentLines)],
    [title('Events'), ...eventLines(seen)],
    [title('Relays and consumers'), ...relayLines(seen, now), ...consumerLines(seen, now)],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const title = (text: string) => styleText('bold', text);

function part<Content>(of: Part<Content>, lines: (content: Content) => string[]): string[] {
  return 'seen' in of ? lines(of.seen) : [wrapped(of.away, '  ')];
}

function orderLines({ order, timeline }: OrdersSide): string[] {
  if (!order) return ['  orders does not know it'];
  const { status, version, amount, userId, expiresAt, wish } = order;
  return [
    `  ${status}${order.confirmed ? '' : ', not confirmed'}, version ${version}, ${amount}${status === 'pending' ? `, to be paid by ${moment(expiresAt)}` : ''}`,
    `  of user ${userId}`,
    ...(wish === null ? [] : [`  to be cancelled: ${wish}`]),
    ...timeline.map(({ createdAt, type, description }) =>
      wrapped(`${moment(createdAt)}  ${type.padEnd(16)} ${description}`, '  ', '      '),
    ),
  ];
}

function paymentLines({ payments, slot, known }: PaymentsSide): string[] {
  const slotWords = slot === undefined ? 'free' : slot === null ? 'closed' : `taken by ${slot}`;
  return [
    `  slot ${slotWords}; payments ${known ? 'knows the order' : 'has not heard of the order yet'}`,
    ...payments.map(({ id, status, amount, createdAt, reason }) =>
      wrapped(`${id}  ${status}, ${amount}, ${moment(createdAt)}${reason ? `: ${reason}` : ''}`, '  ', '      '),
    ),
  ];
}

function eventLines(seen: Seen): string[] {
  const events = [...(contentOf(seen.orders)?.events ?? []), ...(contentOf(seen.payments)?.events ?? [])];
  if (events.length === 0) return ['  none'];
  return events.flatMap((event) => [
    `  ${event.type.padEnd(22)} ${event.id}`,
    wrapped([placeOf(seen, event), ...receptionsOf(seen, event)].join('; '), '      '),
  ]);
}

function placeOf(seen: Seen, { id, stream, published }: OutboxEvent): string {
  if (!published) return 'in the outbox, not published yet';
  const views = contentOf(seen.nats);
  const position = views?.[stream]?.positions.get(id);
  if (position !== undefined) return `message ${position} of ${stream}`;
  return views ? `published, not found in ${stream}` : 'published';
}

function receptionsOf({ receptions }: Seen, { id, type, stream }: OutboxEvent): string[] {
  return subscribers
    .filter((subscriber) => subscriber.stream.name === stream && subscriber.types.includes(type))
    .map(({ service }) => {
      const told = receptions.find((reception) => reception.event === id && reception.service === service);
      if (!told) return `${service} cannot be seen`;
      if (told.appliedAt) return `${service} applied it ${moment(told.appliedAt)}`;
      if (told.deadLetter) return `${service} set it aside: ${told.deadLetter.reason.split('\n', 1)[0]}`;
      return `${service} has not applied it`;
    });
}

function relayLines(seen: Seen, now: number): string[] {
  const relays: [string, Relay | undefined][] = [
    ['orders', contentOf(seen.orders)?.relay],
    ['payments', contentOf(seen.payments)?.relay],
  ];
  return relays.map(([owner, relay]) => `  ${owner.padEnd(9)} ${relay ? relayWords(relay, now) : 'cannot be seen'}`);
}

function relayWords({ replicas, led, unpublished, oldestUnpublished, openLanes }: Relay, now: number): string {
  const leader = replicas === 0 ? 'no service runs' : led ? `led, ${counted(replicas, 'replica')}` : 'not led';
  const lag = oldestUnpublished ? `, the oldest for ${lengthOf(now - oldestUnpublished.getTime())}` : '';
  const lanes = openLanes > 0 ? '; the stream is being filled again after a loss' : '';
  return `outbox: ${leader}; ${unpublished === 0 ? 'all published' : `${unpublished} not published${lag}`}${lanes}`;
}

function consumerLines({ nats }: Seen, now: number): string[] {
  if ('away' in nats) return [wrapped(nats.away, '  ')];
  return Object.entries(nats.seen).flatMap(([stream, { consumers, lastSequence }]) =>
    [...consumers].map(([service, consumer]) => {
      const name = `  ${service.padEnd(9)} on ${stream satisfies string as StreamName}: `;
      if (!consumer) return `${name}no consumer yet`;
      const { waiting, unacknowledged, redelivered, listened, lastDelivery } = consumer;
      const open = waiting + unacknowledged;
      const last = lastDelivery ? `, last delivery ${lengthOf(now - lastDelivery.getTime())} ago` : '';
      const lag =
        open === 0
          ? `all ${lastSequence} settled`
          : `${waiting} to deliver, ${unacknowledged} unsettled (${redelivered} again)`;
      return wrapped(`${name.trimStart()}${lag}${last}${listened ? '' : ', nobody listens'}`, '  ', '      ');
    }),
  );
}

/** To the second, in UTC, as logs have it. */
const moment = (date: Date) => date.toISOString().slice(0, 19).replace('T', ' ');
