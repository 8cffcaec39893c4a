// What the auditor saw, for people.

import { styleText } from 'node:util';
import { counted, wrapped } from '../wording.ts';
import type { Audit } from './audit.ts';
import type { Delivery } from './delivery-state.ts';

const shownViolations = 20;

export function report({ invariants, delivery, ok }: Audit): string {
  const checked = invariants.flatMap(({ number, sentence, violations }) => [
    wrapped(`${verdictOf(violations)} ${String(number).padStart(2)}. ${sentence}`, '', '           '),
    ...violations.slice(0, shownViolations).map(({ what }) => wrapped(what, '           ')),
    ...(violations.length > shownViolations ? [`           … and ${violations.length - shownViolations} more`] : []),
  ]);
  const verdict = ok ? 'Every invariant holds.' : 'Something is wrong: see what is BROKEN above.';
  return `${[...checked, '', ...delivery.flatMap(deliveryLines), '', verdict].join('\n')}\n`;
}

function verdictOf({ length }: readonly unknown[]): string {
  return length === 0 ? styleText('green', 'holds ') : styleText('red', 'BROKEN');
}

function deliveryLines({ stream, lastSequence, unpublished, openLanes, subscribers }: Delivery): string[] {
  const outbox = [
    lastSequence === undefined ? 'no such stream yet' : counted(lastSequence, 'message'),
    ...(unpublished > 0 ? [`${unpublished} still in the outbox`] : []),
    ...(openLanes > 0 ? ['being filled again after a loss'] : []),
  ];
  return [
    `${stream.padEnd(8)} ${outbox.join(', ')}`,
    ...subscribers.flatMap(({ service, behind, deadLetters, latest }) => [
      `         ${service}: ${behindWords(behind)}${deadLetters > 0 ? `, ${counted(deadLetters, 'dead letter')}, the latest:` : ''}`,
      ...latest.map(({ subject, event, reason }) =>
        wrapped(`${subject} ${event}: ${firstLine(reason)}`, '           ', '             '),
      ),
    ]),
  ];
}

function behindWords(behind: number | undefined): string {
  if (behind === undefined) return 'not listening yet';
  return behind === 0 ? 'has applied all of it' : `${behind} behind`;
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
