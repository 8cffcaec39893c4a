// `npx paidonce dead-letters redrive`

import { command } from '../command-line/index.ts';
import { findAddresses } from '../sources/index.ts';
import { counted, wrapped } from '../wording.ts';
import { chosen, endLetters, lettersFor, noneOf, type Outcome } from './end-letters.ts';
import { filterOf, filterOptions } from './filter.ts';

export const redriveCommand = command({
  name: 'dead-letters redrive',
  takes: ['[event id]'],
  summary: 'Applies one after all, or --all of them',
  about: `Has the service that set a message aside apply it after all, once, as if it had
just been delivered. One that fails again stays, with its new reason. Services
may go on running meanwhile. A discarded one can be redriven by its id.`,
  options: { all: { type: 'boolean', about: 'All of those that the filters let through.' }, ...filterOptions },
  exitCodes: '0 all applied; 1 some failed again, or there is none of that id',
  async run({ values, words: [event] }) {
    const filter = chosen(event, values.all, filterOf(values));
    const addresses = await findAddresses();
    const letters = await lettersFor(addresses, filter);
    if (event !== undefined) letters.push(...(await lettersFor(addresses, { ...filter, discarded: true })));
    const outcomes: Outcome[] = [];
    await endLetters(addresses, letters, ['dead-letters', 'redrive'], (outcome) => {
      outcomes.push(outcome);
      if (!values.json) process.stdout.write(`${lineOf(outcome)}\n`);
    });
    const failed = outcomes.filter(({ outcome }) => outcome === 'failed').length;
    if (values.json) process.stdout.write(`${JSON.stringify(outcomes, null, 2)}\n`);
    else process.stdout.write(`${summaryOf(outcomes.length, failed, event)}\n`);
    return failed > 0 || (event !== undefined && outcomes.length === 0) ? 1 : 0;
  },
});

function lineOf({ service, event, outcome, reason }: Outcome): string {
  if (outcome === 'failed') return wrapped(`${event}  ${service} could not apply it: ${reason}`);
  if (outcome === 'applied') return `${event}  applied by ${service}`;
  return `${event}  ${service} had applied it before`;
}

function summaryOf(all: number, failed: number, event: string | undefined): string {
  if (all === 0) return noneOf(event);
  return failed === 0 ? `${counted(all, 'dead letter')} redriven.` : `${failed} of ${all} failed again and stayed.`;
}
