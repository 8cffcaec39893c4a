// For tests: the composed service on a database of its own.

import { streams } from '@paidonce/shared/contracts';
import { migrationCommand } from '@paidonce/shared/database';
import { startParts, stopParts } from '@paidonce/shared/lifecycle';
import { createLogger } from '@paidonce/shared/observability';
import { type TestTokens, testDatabase, testTokens } from '@paidonce/shared/testing';
import { type Config, config } from '../config.ts';
import { migrations } from '../database/migrations/index.ts';
import { createUsers, seedUsers } from '../service.ts';

export type TestUsers = {
  url: string;
  config: Config;
  tokens: TestTokens;
  seed(): Promise<void>;
  /** Another instance beside the first, on the same database. */
  another(): Promise<string>;
  /** Ends all instances and removes the database. */
  stop(): Promise<void>;
};

const JWT_SECRET_KEY = 'a secret of the tests alone, 0123456789';
/** Nobody listens there: most of what users does needs no NATS. */
const noNats = 'nats://127.0.0.1:1';

export async function startUsers(environment: Record<string, string> = {}): Promise<TestUsers> {
  const log = createLogger({ name: 'users', level: 'silent' });
  const database = await testDatabase();
  const settings = config.parse({
    PORT: '0',
    DATABASE_URL: database.url,
    NATS_URL: noNats,
    JWT_SECRET_KEY,
    ...environment,
  });
  await migrationCommand(streams.USERS.service, migrations)({ config: settings, log });
  const running: ReturnType<typeof createUsers>[] = [];
  const start = async () => {
    const service = createUsers(settings, log);
    await startParts(service.parts);
    running.push(service);
    return `http://127.0.0.1:${service.http.port}`;
  };
  return {
    url: await start(),
    config: settings,
    tokens: testTokens(JWT_SECRET_KEY),
    seed: () => seedUsers(settings, log),
    another: start,
    async stop() {
      await Promise.all(running.map(({ parts }) => stopParts(parts)));
      await database.drop();
    },
  };
}
