// Whoever waits gets an answer at the deadline at the latest. What the request began ends by itself: statements have limits of their own.

import { type Deadline, deadlineExceeded } from './deadline.ts';

/**
 * The result of the work, if it comes before the deadline; one that comes later is dropped.
 * @param onLateError is told of a failure that comes later, so that it is not lost
 * @throws Unavailable (`deadline-exceeded`) when the time is up first; else what the work throws
 */
export async function inTime<Result>(
  work: Promise<Result>,
  deadline: Deadline,
  onLateError: (error: unknown) => void,
): Promise<Result> {
  const expired = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    expired.reject(deadlineExceeded());
    work.catch(onLateError);
  }, deadline.remaining());
  try {
    return await Promise.race([work, expired.promise]);
  } finally {
    clearTimeout(timer);
  }
}
