// Things that people do at the same time, again and again.

import { setTimeout as delay } from 'node:timers/promises';
import type { Reply } from './call.ts';
import { problemOf } from './problem-of.ts';

/** How often each race is run. */
export const rounds = Number(process.env.PAIDONCE_RUNS ?? 300);

/** What each was answered: the status of what was done, the problem of what was not. */
export type Said = Record<string, string>;

/** Lets everybody begin within these milliseconds. */
export async function race(acts: Record<string, () => Promise<Reply>>, withinMilliseconds: number): Promise<Said> {
  const replies = Object.entries(acts).map(async ([name, act]): Promise<[string, string]> => {
    await delay(Math.random() * withinMilliseconds);
    const { status, body } = await act();
    return [name, status < 300 ? String(status) : problemOf(body)];
  });
  return Object.fromEntries(await Promise.all(replies));
}

/** Does the work so many times, some of them at once. @returns what came of each, in order */
export async function inParallel<Result>(
  count: number,
  atOnce: number,
  work: (number: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const numbers = Array.from({ length: count }, (_, number) => number).values();
  const worker = async () => {
    for (const number of numbers) results[number] = await work(number);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
