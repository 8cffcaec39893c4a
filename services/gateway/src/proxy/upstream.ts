// A service behind the gateway: its pool of connections, who may use them next, and whether it lives.

import { createServicePool } from '@paidonce/shared/http';
import type { Dependency, Part } from '@paidonce/shared/lifecycle';
import type { Logger } from '@paidonce/shared/observability';
import type { Pool } from 'undici';
import { type Breaker, createBreaker } from './breaker.ts';
import { createTurns, type Turns } from './turns.ts';

export type Upstream = Part & { pool: Pool; turns: Turns; breaker: Breaker; dependency: Dependency };

const connections = 64;
/** Three quarters: one client alone cannot use up a service. */
const connectionsOfOneClient = 48;

export function createUpstream(name: string, baseUrl: string, log: Logger): Upstream {
  const pool = createServicePool(baseUrl, connections);
  return {
    name: `pool of ${name}`,
    pool,
    turns: createTurns(name, {
      places: connections,
      placesOfOne: connectionsOfOneClient,
      waiting: 1_024,
      patienceMilliseconds: 2_000,
    }),
    breaker: createBreaker(name, {
      failures: 5,
      pausesMilliseconds: [1_000, 2_000, 5_000],
      onOpen: (milliseconds) => log.warn({ upstream: name, milliseconds }, 'a service does not answer; not asking it'),
      onClose: () => log.info({ upstream: name }, 'the service answers again'),
    }),
    dependency: { name, required: false, check: () => askHealth(pool) },
    start: async () => {},
    stop: () => pool.destroy(),
  };
}

/** Shown, not required: with one service away the others still serve, and a gateway out of rotation would serve none. */
async function askHealth(pool: Pool): Promise<string> {
  const { statusCode, body } = await pool.request({
    method: 'GET',
    path: '/healthz',
    signal: AbortSignal.timeout(1000),
  });
  await body.dump();
  return statusCode === 200 ? 'up' : 'failing';
}
