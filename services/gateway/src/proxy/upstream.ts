// A service behind the gateway: its pool of connections, and whether it lives.

import { createServicePool } from '@paidonce/shared/http';
import type { Dependency, Part } from '@paidonce/shared/lifecycle';
import type { Pool } from 'undici';

export type Upstream = Part & { pool: Pool; dependency: Dependency };

export function createUpstream(name: string, baseUrl: string): Upstream {
  const pool = createServicePool(baseUrl, 64);
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
