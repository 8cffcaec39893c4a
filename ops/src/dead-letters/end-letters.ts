// Redriving and discarding: which letters are meant is read here, what becomes of them is the owning service's work.

import { z } from 'zod';
import { UsageError } from '../command-line/index.ts';
import { type Addresses, CouldNotLook, runServiceCommand } from '../sources/index.ts';
import { type DeadLetter, type Filter, findDeadLetters, keepers } from './dead-letter.ts';

const outcome = z.object({
  subscription: z.string().optional(),
  event: z.string(),
  outcome: z.enum(['applied', 'applied before', 'failed', 'discarded', 'unknown']),
  reason: z.string().optional(),
});
export type Outcome = z.output<typeof outcome> & { service: string };

/** So many ids go into one command line. */
const batchSize = 100;

/** Either one event is named, or all that the filter lets through are wanted. @throws UsageError */
export function chosen(event: string | undefined, all: boolean | undefined, filter: Omit<Filter, 'discarded'>): Filter {
  if (event !== undefined && all) throw new UsageError('Either name an event, or say --all.');
  if (event === undefined && !all) throw new UsageError('Name an event, or say --all.');
  return { ...filter, event, discarded: false };
}

/** What is said when nothing was chosen: by its id somebody meant one, by filters perhaps none. */
export const noneOf = (event: string | undefined): string =>
  event === undefined ? 'There are no such dead letters: nothing to do.' : `There is no dead letter ${event}.`;

/** @returns the letters that are meant, oldest first. @throws CouldNotLook when a service's cannot be read */
export async function lettersFor(addresses: Addresses, filter: Filter): Promise<DeadLetter[]> {
  const { letters, away } = await findDeadLetters(addresses, filter);
  if (away[0]) throw new CouldNotLook(away[0].reason);
  return letters;
}

/** Has each service end its letters by its own command. @param args `dead-letters redrive`, say; the ids are put behind */
export async function endLetters(
  addresses: Addresses,
  letters: readonly DeadLetter[],
  args: readonly string[],
  hear: (outcome: Outcome) => void,
): Promise<void> {
  for (const service of keepers) {
    const events = [...new Set(letters.filter((letter) => letter.service === service).map(({ event }) => event))];
    for (let start = 0; start < events.length; start += batchSize) {
      const ids = events.slice(start, start + batchSize);
      await runServiceCommand({ service, args: [...args, '--', ...ids], addresses }, (told) =>
        hear({ ...outcome.parse(told), service }),
      );
    }
  }
}
