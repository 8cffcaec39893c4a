// What the client is told when a service gave no answer.

import { BadGateway, BadRequest, Problem, Unavailable } from '@paidonce/shared/errors';
import { wasNotReached } from '@paidonce/shared/http';
import { errors } from 'undici';

/** What a failed exchange with a service means for the client: 503 when nothing was sent, 502 when something broke off. */
export function failureOf(error: unknown, service: string): Problem {
  if (error instanceof Problem) return error;
  if (wasNotReached(error)) return new Unavailable(`${service} is not available right now`, { cause: error });
  // undici looks closer than node at what a client wrote into its request line and headers.
  if (error instanceof errors.InvalidArgumentError)
    return new BadRequest('The request cannot be passed on', { cause: error });
  return new BadGateway(`${service} did not answer properly`, { cause: error });
}
