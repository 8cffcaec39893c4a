// A PostgreSQL and a NATS for what is measured without the services around it: the same programs with the same settings as the system's.

import { join } from 'node:path';
import { startNats, startPostgres } from '@paidonce/local/servers';
import { createDatabase, statement } from '@paidonce/shared/database';
import { makePassword } from '@paidonce/shared/secrets';
import { quiet } from './quiet.ts';

export type Servers = {
  natsUrl: string;
  postgresPid: number;
  /** The address of a new, empty database. */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
};

export async function startServers(dir: string): Promise<Servers> {
  const password = makePassword();
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), password });
  const nats = await startNats({ dir: join(dir, 'nats') });
  const server = createDatabase<unknown>({ url: postgres.url, name: 'bench', log: quiet });
  return {
    natsUrl: nats.url,
    postgresPid: postgres.pid() ?? 0,
    async database(name) {
      await statement(`create database bench_${name}`)(server.db);
      const url = new URL(postgres.url);
      url.pathname = `/bench_${name}`;
      return url.href;
    },
    async stop() {
      await server.stop();
      await nats.stop();
      await postgres.stop();
    },
  };
}
