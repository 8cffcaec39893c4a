// `npx paidonce walk`

import { command } from '../command-line/index.ts';
import { CouldNotLook } from '../sources/index.ts';
import { steps } from './steps.ts';
import { Visit } from './visit.ts';

type Seen = { step: string; seen: string };

export const walkCommand = command({
  name: 'walk',
  takes: ['[gateway]'],
  summary: 'Orders and pays as a new customer does. Is it PAID?',
  about: `Goes the walk of the README in a shop that runs: signs up, logs in, orders two
products of the demo catalogue, pays, is refused when paying again, and sees
the order PAID. The gateway's address is http://localhost:8080 when left out.
What it did stays: an account, and an order that is paid.`,
  exitCodes: '0 all of it went as it should; 1 something did not',
  async run({ values, words: [gateway = 'http://localhost:8080'] }) {
    const visit = new Visit(gateway);
    const seen: Seen[] = [];
    const show = (line: string) => values.json || process.stdout.write(`${line}\n`);
    const finish = (failure?: string) => {
      if (values.json) process.stdout.write(`${JSON.stringify({ steps: seen, failure }, null, 2)}\n`);
      return failure === undefined ? 0 : 1;
    };
    for (const { name, go } of steps) {
      try {
        const what = await go(visit);
        seen.push({ step: name, seen: what });
        show(`${name}: ${what}`);
      } catch (error) {
        if (error instanceof CouldNotLook || !(error instanceof Error)) throw error;
        show(`${name}: FAILED. ${error.message}`);
        return finish(error.message);
      }
    }
    show('An order is paid exactly once.');
    return finish();
  },
});
