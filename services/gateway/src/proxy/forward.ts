// One exchange with a service: when it is the client's turn, and only while the service is being asked at all.

import { BadGateway, GatewayTimeout } from '@paidonce/shared/errors';
import { errors } from 'undici';
import type { Outcome } from './breaker.ts';
import { type Message, sendOn } from './send-on.ts';
import type { Upstream } from './upstream.ts';

export type Exchange = Message & {
  upstream: Upstream;
  /** Whose turn it has to be: a user, or an address. */
  turnOf: string;
};

/**
 * Forwards a request and resolves when the answer is there, whether the client has read all of it or not, or when the client has gone.
 * @throws Problem when there is none: 502 (the service broke off), 503 (not asked, or not reached), 504 (reached, but too slow)
 */
export async function forward(exchange: Exchange): Promise<void> {
  const { upstream, turnOf } = exchange;
  const tell = upstream.breaker.admit();
  let outcome: Outcome = 'nothing';
  try {
    await upstream.turns.enter(turnOf);
    try {
      if ((await sendOn(exchange, upstream)) === 'answered') outcome = 'answered';
    } catch (error) {
      outcome = costTime(error) ? 'failed' : 'nothing';
      throw error;
    } finally {
      upstream.turns.leave(turnOf);
    }
  } finally {
    tell(outcome);
  }
}

function costTime(error: unknown): boolean {
  if (error instanceof GatewayTimeout || error instanceof BadGateway) return true;
  return error instanceof Error && error.cause instanceof errors.ConnectTimeoutError;
}
