// `npx paidonce explain`

import { z } from 'zod';
import { command, UsageError } from '../command-line/index.ts';
import { findAddresses } from '../sources/index.ts';
import { wrapped } from '../wording.ts';
import { conclude } from './conclude.ts';
import { look } from './look.ts';
import { report } from './report.ts';

const uuid = z.uuid().toLowerCase();

export const explainCommand = command({
  name: 'explain',
  takes: ['<order or payment id>'],
  summary: 'Where does an order stand, and what does it wait for?',
  about: `Looks at one order everywhere: its row and timeline, its payments, its events in
outbox and stream, and what each subscriber did with them. Says first in plain
words where it stands, which message, row or consumer is the reason, and what to
do. A part of the system that is away is named, and the others are still shown.`,
  exitCodes: '0 all is well or goes on by itself; 1 somebody has to do something, or there is no such order',
  async run({ values, words: [word] }) {
    const id = uuid.safeParse(word);
    if (!id.success) throw new UsageError(`"${word}" is no id of an order or a payment.`);
    const seen = await look(await findAddresses(), id.data);
    const now = Date.now();
    const conclusion = conclude(seen, now);
    if (!conclusion) {
      const sentence = `There is no order and no payment ${id.data}. Looked in the database of orders (orders by id and by payment) and of payments (payments, slots, and what it knows of orders).`;
      process.stdout.write(
        values.json ? `${JSON.stringify({ conclusion: null, sentence }, null, 2)}\n` : `${wrapped(sentence)}\n`,
      );
      return 1;
    }
    if (values.json) process.stdout.write(`${JSON.stringify({ conclusion, ...seen }, withMaps, 2)}\n`);
    else process.stdout.write(report(seen, conclusion, now));
    return conclusion.state === 'stuck' ? 1 : 0;
  },
});

/** JSON has no maps: they become objects. */
const withMaps = (_: string, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value);
