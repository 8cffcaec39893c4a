// A Redis server for one test alone.

import { redisContainer } from './containers.ts';
import { embeddedRedis } from './embedded.ts';
import type { OwnServer } from './own-server.ts';
import { chooseServers } from './server-kind.ts';

/** Starts a Redis server, with nothing in it, that may be stopped, killed and restarted. The test closes it. */
export async function ownRedis(): Promise<OwnServer> {
  const { kind } = await chooseServers();
  return kind === 'containers' ? redisContainer() : embeddedRedis();
}
