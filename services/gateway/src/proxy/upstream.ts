// A service behind the gateway: its pool of connections, and whether it lives.

import { clientIdleMs } from '@paidonce/shared/http';
import type { Dependency, Part } from '@paidonce/shared/lifecycle';
import { Pool } from 'undici';

export type Upstream = Part & { pool: Pool; dependency: Dependency };

export function createUpstream(name: string, baseUrl: string): Upstream {
  const pool = new Pool(new URL(baseUrl).origin, {
    connections: 64,
    // One request per connection at a time: behind a second one, an answer would wait for somebody else's.
    pipelining: 1,
    // Shorter than any server keeps them (see shared/http/server.ts), so that no request meets a connection that is just being closed.
    keepAliveTimeout: clientIdleMs,
    keepAliveMaxTimeout: clientIdleMs,
    connect: { timeout: 1000 },
    // The gateway's own limit covers the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    name: `pool of ${name}`,
    pool,
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
