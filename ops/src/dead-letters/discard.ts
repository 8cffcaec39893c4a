// `npx paidonce dead-letters discard`

import { command, UsageError } from '../command-line/index.ts';
import { findAddresses } from '../sources/index.ts';
import { counted } from '../wording.ts';
import { chosen, endLetters, lettersFor, noneOf, type Outcome } from './end-letters.ts';
import { filterOf, filterOptions } from './filter.ts';

export const discardCommand = command({
  name: 'dead-letters discard',
  takes: ['[event id]'],
  summary: 'Gives one up, or --all, for a reason that is kept',
  about: `Gives a message up. It stays in the service's database with the time and the
reason: npx paidonce dead-letters list --discarded`,
  options: {
    reason: { type: 'string', placeholder: 'WHY', about: 'For whoever looks for it later. Required.' },
    all: { type: 'boolean', about: 'All of those that the filters let through.' },
    ...filterOptions,
  },
  exitCodes: '0 discarded; 1 there is none of that id',
  async run({ values, words: [event] }) {
    const filter = chosen(event, values.all, filterOf(values));
    const reason = values.reason?.trim();
    if (!reason) throw new UsageError("Say why, for whoever looks for it later: --reason 'paid back by hand'.");
    const addresses = await findAddresses();
    const discarded: Outcome[] = [];
    const args = ['dead-letters', 'discard', '--reason', reason];
    await endLetters(addresses, await lettersFor(addresses, filter), args, (outcome) => {
      if (outcome.outcome === 'discarded') discarded.push(outcome);
    });
    if (values.json) process.stdout.write(`${JSON.stringify(discarded, null, 2)}\n`);
    else process.stdout.write(`${summaryOf(discarded, event)}\n`);
    return event !== undefined && discarded.length === 0 ? 1 : 0;
  },
});

function summaryOf(discarded: readonly Outcome[], event: string | undefined): string {
  if (discarded.length === 0) return noneOf(event);
  const lines = discarded.map(({ event, service }) => `${event}  discarded by ${service}`);
  return [
    ...lines,
    `${counted(discarded.length, 'dead letter')} discarded, and kept: dead-letters list --discarded`,
  ].join('\n');
}
