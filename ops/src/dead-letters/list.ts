// `npx paidonce dead-letters list`

import { command } from '../command-line/index.ts';
import { findAddresses } from '../sources/index.ts';
import { findDeadLetters } from './dead-letter.ts';
import { filterOf, filterOptions } from './filter.ts';
import { reportList } from './report.ts';

export const listCommand = command({
  name: 'dead-letters list',
  summary: 'Which messages could not be applied, and why?',
  about: `Lists the messages that services have set aside because they could not be
applied, oldest first: event id, type, place in the stream, age, reason.`,
  options: {
    ...filterOptions,
    discarded: { type: 'boolean', about: 'Those that somebody gave up, with why and when.' },
  },
  exitCodes: '0 there is none; 1 there are some',
  async run({ values }) {
    const { discarded = false } = values;
    const filter = { ...filterOf(values), discarded };
    const found = await findDeadLetters(await findAddresses(), filter);
    process.stdout.write(values.json ? `${JSON.stringify(found, null, 2)}\n` : reportList(found, discarded));
    if (found.away.length > 0) return 2;
    return found.letters.length === 0 || discarded ? 0 : 1;
  },
});
