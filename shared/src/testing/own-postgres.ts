// A PostgreSQL server for one test alone, for what must not be done to a shared one.

import { postgresContainer } from './containers.ts';
import { embeddedPostgres } from './embedded.ts';
import type { OwnPostgres } from './own-server.ts';
import { chooseServers } from './server-kind.ts';

/** Starts a PostgreSQL server that may be stopped, killed and restarted; `url` is its superuser's. The test closes it. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const { kind } = await chooseServers();
  return kind === 'containers' ? postgresContainer() : embeddedPostgres();
}
