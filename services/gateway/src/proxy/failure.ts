import { BadGateway, BadRequest, Problem, Unavailable } from '@paidonce/shared/errors';
import { errors } from 'undici';

/** What a failed exchange with a service means for the client. */
export function failureOf(error: unknown, service: string): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof errors.ConnectTimeoutError)
    return new Unavailable(`${service} is not available right now`, { cause: error });
  // undici looks closer than node at what a client wrote into its request line and headers.
  if (error instanceof errors.InvalidArgumentError)
    return new BadRequest('The request cannot be passed on', { cause: error });
  return new BadGateway(`${service} did not answer properly`, { cause: error });
}

/** The connection was refused: nothing was sent, so asking again can do nothing twice. */
export function wasRefused(error: unknown): boolean {
  return codeOf(error) === 'ECONNREFUSED';
}

/** The connection broke; whether the service did something is not known. */
export function wasBroken(error: unknown): boolean {
  return error instanceof errors.SocketError || ['ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
