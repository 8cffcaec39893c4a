// `npx paidonce catch-up`

import { type DatabaseOwner, databaseOwners, streams } from '@paidonce/shared/contracts';
import { z } from 'zod';
import { command, UsageError } from '../command-line/index.ts';
import { CouldNotLook, findAddresses, runServiceCommand } from '../sources/index.ts';
import { counted, wrapped } from '../wording.ts';

const streamName = z.enum(Object.keys(streams) as (keyof typeof streams)[]); // the keys are what they are
const step = z.discriminatedUnion('step', [
  z.object({ step: z.literal('taken back'), events: z.number(), left: z.array(z.string()) }),
  z.object({ step: z.literal('heard again'), stream: streamName, applied: z.number(), set_aside: z.number() }),
  z.object({ step: z.literal('done') }),
]);
type Step = z.output<typeof step>;

export const catchUpCommand = command({
  name: 'catch-up',
  takes: ['<service>'],
  summary: 'Brings a restored database up to what it told',
  about: `A database that was restored from a backup has forgotten what its service told
since. The service notices, and does nothing. This takes back what the stream
still has of it, brings what it tells of to where it was, applies what others
told meanwhile, and lets the service go on. What nobody told is gone: what is
left to a person is said. It may be interrupted and begun again.`,
  options: { 'dry-run': { type: 'boolean', about: 'Tells what was forgotten, and leaves it so.' } },
  exitCodes: '0 it has caught up; 1 and something is left to a person',
  async run({ values, words: [service] }) {
    const owner = databaseOwners.find((known) => known === service);
    if (!owner) throw new UsageError(`"${service}" has no database: ${databaseOwners.join(', ')} have.`);
    const dryRun = values['dry-run'] ?? false;
    const steps: Step[] = [];
    await catchUp(owner, dryRun, (told) => {
      steps.push(told);
      const lines = linesOf(told, owner, dryRun);
      if (!values.json && lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
    });
    if (values.json) process.stdout.write(`${JSON.stringify(steps, null, 2)}\n`);
    return steps.some(isLeftToAPerson) ? 1 : 0;
  },
});

async function catchUp(service: DatabaseOwner, dryRun: boolean, hear: (told: Step) => void): Promise<void> {
  const addresses = await findAddresses();
  let done = false;
  await runServiceCommand({ service, args: ['catch-up', ...(dryRun ? ['--dry-run'] : [])], addresses }, (line) => {
    const told = step.parse(line);
    done ||= told.step === 'done';
    hear(told);
  });
  if (!done) throw new CouldNotLook(`${service}: ended before it was done; run it again`);
}

function isLeftToAPerson(told: Step): boolean {
  if (told.step === 'taken back') return told.left.length > 0;
  return told.step === 'heard again' && told.set_aside > 0;
}

function linesOf(told: Step, owner: DatabaseOwner, dryRun: boolean): string[] {
  switch (told.step) {
    case 'taken back':
      return [
        `${owner} had told ${counted(told.events, 'event')} that its database has forgotten${dryRun ? '.' : ': taken back.'}`,
        ...told.left.map((what) => wrapped(`Left to a person: ${what}.`, '', '  ')),
      ];
    case 'heard again':
      return [
        `${told.stream}: ${counted(told.applied, 'event')} applied that ${owner} had forgotten${told.set_aside > 0 ? `; ${told.set_aside} set aside: npx paidonce dead-letters list` : ''}.`,
      ];
    case 'done':
      return [
        dryRun ? 'Nothing was changed. Without --dry-run it catches up.' : `${owner} goes on. Now: npx paidonce audit`,
      ];
  }
}
