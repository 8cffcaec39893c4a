// For tests: the composed service on a database of its own.

import { newId, type Role, streams, type UserId, userId } from '@paidonce/shared/contracts';
import { migrateDatabase } from '@paidonce/shared/database';
import { startParts, stopParts } from '@paidonce/shared/lifecycle';
import { createLogger } from '@paidonce/shared/observability';
import { call, type TestTokens, testDatabase, testTokens } from '@paidonce/shared/testing';
import { type Config, config } from '../config.ts';
import { migrations } from '../database/migrations/index.ts';
import { createUsers, seedUsers } from '../service.ts';

export type Somebody = { id: UserId; email: string; token: string };

/** Of everybody whom `somebody` makes. */
export const password = 'helloboosterconf';

export type TestUsers = {
  url: string;
  config: Config;
  tokens: TestTokens;
  seed(): Promise<void>;
  /** Somebody who signed up, or was made an administrator. */
  somebody(role?: Role): Promise<Somebody>;
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
  await migrateDatabase(streams.USERS.service, migrations, { config: settings, log });
  const running: ReturnType<typeof createUsers>[] = [];
  const start = async () => {
    const service = createUsers(settings, log);
    await startParts(service.parts);
    running.push(service);
    return `http://127.0.0.1:${service.http.port}`;
  };
  const url = await start();
  return {
    url,
    config: settings,
    tokens: testTokens(JWT_SECRET_KEY),
    seed: () => seedUsers(settings, log),
    async somebody(role = 'user') {
      const email = `${newId()}@example.com`;
      const operator = testTokens(JWT_SECRET_KEY).sign({ id: newId(), email, role: 'admin' });
      const { body } = await call(`${url}/users`, { token: operator, body: { name: 'Ada', email, password, role } });
      const id = userId.parse(Object(body).id);
      return { id, email, token: testTokens(JWT_SECRET_KEY).sign({ id, email, role }) };
    },
    another: start,
    async stop() {
      await Promise.all(running.map(({ parts }) => stopParts(parts)));
      await database.drop();
    },
  };
}
