// Which dead letters are meant: options that list, redrive and discard have in common.

import { streams } from '@paidonce/shared/contracts';
import { type Options, UsageError } from '../command-line/index.ts';
import { type Filter, keepers } from './dead-letter.ts';

export const filterOptions = {
  service: { type: 'string', placeholder: 'NAME', about: `Those of one service: ${keepers.join(', ')}.` },
  stream: { type: 'string', placeholder: 'NAME', about: 'Those from one stream, such as PAYMENTS.' },
  type: { type: 'string', placeholder: 'TYPE', about: 'Those of one type, such as payment.completed.' },
  because: { type: 'string', placeholder: 'TEXT', about: 'Those whose reason has this text in it.' },
  since: { type: 'string', placeholder: 'AGE', about: 'Those set aside in the last 30m, 12h or 7d.' },
} as const satisfies Options;

type Said = { [Name in keyof typeof filterOptions]?: string | undefined };

const minutes = { m: 1, h: 60, d: 24 * 60 };

/** @throws UsageError */
export function filterOf({ service, stream, type, because, since }: Said, now = Date.now()): Omit<Filter, 'discarded'> {
  const keeper = keepers.find((known) => known === service);
  if (service !== undefined && keeper === undefined)
    throw new UsageError(`There are dead letters of ${keepers.join(' and ')}, none of "${service}".`);
  if (stream !== undefined && !(stream in streams))
    throw new UsageError(`There is no stream "${stream}": ${Object.keys(streams).join(', ')}.`);
  return { service: keeper, stream, type, reason: because, since: since === undefined ? undefined : ago(since, now) };
}

function ago(age: string, now: number): Date {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(age) ?? [];
  if (count === undefined) throw new UsageError(`--since takes an age such as 30m, 12h or 7d, not "${age}".`);
  return new Date(now - Number(count) * minutes[unit as keyof typeof minutes] * 60_000); // the pattern says which units
}
