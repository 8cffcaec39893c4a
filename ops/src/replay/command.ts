// `npx paidonce replay`

import { type DatabaseOwner, streams } from '@paidonce/shared/contracts';
import { z } from 'zod';
import { command, UsageError } from '../command-line/index.ts';
import { CouldNotLook, findAddresses, runServiceCommand, subscribers, withSources } from '../sources/index.ts';
import { counted } from '../wording.ts';
import { type Follows, history } from './history.ts';
import { sendHistory } from './send-history.ts';

const streamName = z.enum(Object.keys(streams) as (keyof typeof streams)[]); // the keys are what they are
const step = z.discriminatedUnion('step', [
  z.object({ step: z.literal('begun'), follows: z.array(z.object({ stream: streamName, type: z.string() })) }),
  z.object({ step: z.literal('stream'), stream: streamName, read: z.number(), of: z.number() }),
  z.object({ step: z.literal('streams read') }),
  z.object({ step: z.literal('history'), read: z.number() }),
  z.object({
    step: z.literal('done'),
    events: z.number(),
    skipped: z.number(),
    missing: z.number(),
    different: z.number(),
    surplus: z.number(),
  }),
]);
const havingProjections = [...new Set(subscribers.map(({ service }) => service))].join(' and ');
type Step = z.output<typeof step>;
type Done = Extract<Step, { step: 'done' }>;

export const replayCommand = command({
  name: 'replay',
  takes: ['<service>', '<projection>'],
  summary: 'Rebuilds what a service knows of others',
  about: `Rebuilds a projection (payments: orders; orders: catalogue) from the streams and,
for what these do not have any more, from the outboxes of those who told it. It
is filled beside the running one while the service goes on, and then put in its
place. Nothing else is done: nobody is paid or paid back. It can be interrupted
and begun again at any time; until it is done nothing has changed.`,
  options: { 'dry-run': { type: 'boolean', about: 'Tells what is wrong, and leaves it so.' } },
  exitCodes: '0 it is right now; 1 it was wrong, in a dry run',
  async run({ values, words: [service, projection = ''] }) {
    const owner = subscribers.find((subscriber) => subscriber.service === service)?.service;
    if (!owner) throw new UsageError(`"${service}" has no projections: ${havingProjections} have.`);
    const dryRun = values['dry-run'] ?? false;
    const done = await replay(owner, ['replay', projection, ...(dryRun ? ['--dry-run'] : [])]);
    process.stdout.write(values.json ? `${JSON.stringify(done, null, 2)}\n` : `${summaryOf(done, dryRun)}\n`);
    return dryRun && done.missing + done.different + done.surplus > 0 ? 1 : 0;
  },
});

async function replay(service: DatabaseOwner, args: string[]): Promise<Done> {
  const addresses = await findAddresses();
  let follows: Follows = [];
  let done: Done | undefined;
  await withSources(addresses, (sources) =>
    runServiceCommand({ service, args, addresses }, async (line, input) => {
      const told = step.parse(line);
      if (told.step === 'begun') follows = told.follows;
      else if (told.step === 'streams read') await sendHistory(history(sources, follows), input);
      else if (told.step === 'done') done = told;
      showProgress(told);
    }),
  );
  if (!done) throw new CouldNotLook(`${service}: ended before it was done`);
  return done;
}

/** In one line that is written over, on a terminal alone. */
function showProgress(told: Step): void {
  if (!process.stderr.isTTY) return;
  if (told.step === 'stream') process.stderr.write(`\r${told.stream}: ${told.read} of ${told.of} messages   `);
  else if (told.step === 'history') process.stderr.write(`\routboxes: ${counted(told.read, 'older event')}   `);
  else if (told.step === 'done') process.stderr.write('\r\u001b[K');
}

function summaryOf({ events, skipped, missing, different, surplus }: Done, dryRun: boolean): string {
  const wrong = missing + different + surplus;
  const verb = dryRun ? (wrong === 1 ? 'is' : 'are') : wrong === 1 ? 'was' : 'were';
  const rows = `${missing} missing, ${different} wrong, ${surplus} that no event tells of`;
  return [
    wrong === 0
      ? 'It is as the events say: nothing to mend.'
      : `${counted(wrong, 'row')} ${verb} not as the events say: ${rows}.`,
    ...(wrong > 0
      ? [dryRun ? 'Nothing was changed. Without --dry-run they are mended.' : 'All of them are right now.']
      : []),
    `${counted(events, 'message')} read${skipped > 0 ? `, ${skipped} of which could not be applied (see dead-letters list)` : ''}.`,
  ].join('\n');
}
