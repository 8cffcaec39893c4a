// `npx paidonce dead-letters show`

import { command } from '../command-line/index.ts';
import { CouldNotLook, findAddresses } from '../sources/index.ts';
import { findWholeLetters, keepers } from './dead-letter.ts';
import { reportOne } from './report.ts';

export const showCommand = command({
  name: 'dead-letters show',
  takes: ['<event id>'],
  summary: 'One of them whole, and what to do about it',
  about: `Shows a message that was set aside: headers, payload, reason, and what can be
done about it. Also one that was discarded.`,
  exitCodes: '0 here it is; 1 there is no such dead letter',
  async run({ values, words: [event = ''] }) {
    const addresses = await findAddresses();
    const kept = await findWholeLetters(addresses, { event, discarded: false });
    const given = await findWholeLetters(addresses, { event, discarded: true });
    const letters = [...kept.letters, ...given.letters];
    if (letters.length === 0 && kept.away[0]) throw new CouldNotLook(kept.away[0].reason);
    if (letters.length === 0) {
      process.stderr.write(`There is no dead letter ${event} in ${keepers.join(' or ')}.\n`);
      return 1;
    }
    process.stdout.write(values.json ? `${JSON.stringify(letters, null, 2)}\n` : letters.map(reportOne).join('\n'));
    return 0;
  },
});
