// Dead letters, for people.

import { styleText } from 'node:util';
import { counted, lengthOf, wrapped } from '../wording.ts';
import type { DeadLetter, Found, WholeLetter } from './dead-letter.ts';

export function reportList({ letters, away }: Found, discarded: boolean, now = Date.now()): string {
  const blocks = letters.map((letter) =>
    [
      `${styleText('bold', letter.event)}  ${letter.type}`,
      `  ${placeOf(letter)}, ${lengthOf(now - letter.setAsideAt.getTime())} ago, after ${counted(letter.deliveries, 'delivery', 'deliveries')}`,
      wrapped(firstLine(letter.reason), '  '),
      ...(letter.discardedAt ? [wrapped(discardedWords(letter), '  ')] : []),
    ].join('\n'),
  );
  const kind = discarded ? 'discarded dead letter' : 'dead letter';
  const total = letters.length === 0 ? `No ${kind}s.` : `${counted(letters.length, kind)}.`;
  const next = letters.length === 0 ? '' : ' All of one: npx paidonce dead-letters show <event id>';
  return `${[...blocks, ...away.map(({ reason }) => reason), total + next].join('\n\n')}\n`;
}

export function reportOne(letter: WholeLetter): string {
  const { event, type, subscription, sequence, reason, setAsideAt, deliveries, headers, payload } = letter;
  const width = Math.max(...Object.keys(headers).map((name) => name.length), 0) + 2;
  return `${styleText('bold', `${type} ${event}`)}

  service     ${letter.service}
  message     ${sequence} of ${subscription}
  set aside   ${setAsideAt.toISOString()}, delivery ${deliveries}
${letter.discardedAt ? `${wrapped(discardedWords(letter), '  ')}\n` : ''}
Reason
${wrapped(reason, '  ')}

Headers
${Object.entries(headers)
  .map(([name, value]) => `  ${name.padEnd(width)}${value}`)
  .join('\n')}

Payload
${indented(pretty(payload))}

What to do
${wrapped(adviceFor(letter), '  ')}
`;
}

function adviceFor({ service, event, type, reason, discardedAt, applied }: DeadLetter): string {
  const redrive = `npx paidonce dead-letters redrive ${event}`;
  if (discardedAt !== null)
    return applied ? 'Nothing: it was applied after all.' : `Nothing, or change your mind:\n${redrive}`;
  const discard = `npx paidonce dead-letters discard ${event} --reason '…'`;
  if (type === 'payment.completed' && /there is no order/.test(reason))
    return `A customer paid, and ${service} does not know the order. Do not discard it before the money has an order or has gone back. Was the database of ${service} restored from an older time? Bring the order back, then:\n${redrive}\nElse give the money back at the provider, then:\n${discard}`;
  if (/^(SyntaxError|Poison: \w+(\.\w+)*: |Poison: its subject|Error: its ce-id)/.test(reason))
    return `Its sender does not keep the contract: the headers say who it is. It can be applied only by a ${service} that understands it; after such a release:\n${redrive}\nElse:\n${discard}`;
  return `Mend the reason, then:\n${redrive}\nIf it must never be applied:\n${discard}`;
}

const placeOf = ({ service, subscription, sequence }: DeadLetter) =>
  `${service}, message ${sequence} of ${subscription}`;

const discardedWords = ({ discardedAt, discardedBecause, applied }: DeadLetter) =>
  `Discarded ${discardedAt?.toISOString()}: ${discardedBecause}${applied ? ' (applied after all)' : ''}`;

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';

const indented = (text: string) => text.replaceAll(/^/gm, '  ');

/** JSON in lines, where it is JSON. */
function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
