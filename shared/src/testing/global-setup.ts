// Runs in jest's own process: keeps the shared PostgreSQL server, started when the first test asks for it.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { home } from '@paidonce/local/servers';
import { prepareCleanup } from './container-cleanup.ts';
import { ownPostgres } from './own-postgres.ts';
import type { OwnPostgres } from './own-server.ts';
import { chooseServers } from './server-kind.ts';
import { keepShared } from './shared-keeper.ts';
import { SHARED_SERVERS } from './shared-postgres.ts';

export default async function globalSetup(): Promise<void> {
  const { kind, because } = await chooseServers();
  process.stderr.write(`Test servers: ${kind} (${because})\n`);
  // The workers inherit this and what follows, so that a run decides once.
  process.env.PAIDONCE_TEST_SERVERS = kind;
  // Services and commands that tests start as processes compile what they have in common once.
  process.env.NODE_COMPILE_CACHE ??= join(home(), 'cache');
  if (kind === 'containers') await prepareCleanup();

  let postgres: Promise<OwnPostgres> | undefined;
  const keeper = createServer(async (_request, response) => {
    response.setHeader('Connection', 'close'); // else a worker's next question may meet a connection that is just being closed
    try {
      postgres ??= ownPostgres();
      response.end((await postgres).url);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }).listen(0, '127.0.0.1');
  await once(keeper, 'listening');
  const address = keeper.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no TCP port');
  process.env[SHARED_SERVERS] = `http://127.0.0.1:${address.port}`;

  keepShared(async () => {
    keeper.close();
    keeper.closeAllConnections();
    await (await postgres?.catch(() => undefined))?.close();
  });
}
