// Connections to another service, and what their failures mean: the same for the gateway and for calls between services.

import { errors, Pool } from 'undici';
import { clientIdleMilliseconds } from '../server/server.ts';

/** A pool of so many connections at most. Its user limits each exchange as a whole. */
export function createServicePool(baseUrl: string, connections: number): Pool {
  return new Pool(new URL(baseUrl).origin, {
    connections,
    // One request per connection at a time: behind a second one, an answer would wait for somebody else's.
    pipelining: 1,
    // Shorter than any server keeps them (see server.ts), so that no request meets a connection that is just being closed.
    keepAliveTimeout: clientIdleMilliseconds,
    keepAliveMaxTimeout: clientIdleMilliseconds,
    connect: { timeout: 1000 },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** The connection was refused: nothing was sent, so asking again can do nothing twice. */
export function wasRefused(error: unknown): boolean {
  return codeOf(error) === 'ECONNREFUSED';
}

/** There was no connection, so nothing was sent: refused, not made in time, or no such host. */
export function wasNotReached(error: unknown): boolean {
  return error instanceof errors.ConnectTimeoutError || notReached.has(codeOf(error));
}

/** The connection broke; whether the service did something is not known. */
export function wasBroken(error: unknown): boolean {
  return error instanceof errors.SocketError || broken.has(codeOf(error));
}

const notReached = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
const broken = new Set<unknown>(['ECONNRESET', 'EPIPE']);

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
