// For tests: the composed service on a database of its own.

import { newId, type Role, streams, type UserId } from '@paidonce/shared/contracts';
import { createDatabase, migrateDatabase } from '@paidonce/shared/database';
import { startParts, stopParts } from '@paidonce/shared/lifecycle';
import { createLogger } from '@paidonce/shared/observability';
import { testDatabase, testTokens } from '@paidonce/shared/testing';
import type { Kysely } from 'kysely';
import { config } from '../config.ts';
import { migrations } from '../database/migrations/index.ts';
import type { PaymentsSchema } from '../database/schema.ts';
import { createPayments } from '../service.ts';

export type Person = { id: UserId; token: string };

export type TestPayments = {
  url: string;
  databaseUrl: string;
  /** The service's database, to look into. */
  db: Kysely<PaymentsSchema>;
  /** Somebody new, logged in. */
  somebody(role?: Role): Person;
  /** Another instance beside the first, on the same database. */
  another(): Promise<string>;
  /** Ends all instances and removes the database. */
  stop(): Promise<void>;
};

const JWT_SECRET_KEY = 'a secret of the tests alone, 0123456789';

const silent = createLogger({ name: 'payments', level: 'silent' });

/** Nobody listens there: taking money needs no NATS, and orders-svc only for orders that are not known. */
const away = { NATS_URL: 'nats://127.0.0.1:1', ORDERS_URL: 'http://127.0.0.1:1' };

export async function startPayments(environment: Record<string, string> = {}, log = silent): Promise<TestPayments> {
  const own = await testDatabase();
  const settings = config.parse({ PORT: '0', DATABASE_URL: own.url, JWT_SECRET_KEY, ...away, ...environment });
  await migrateDatabase(streams.PAYMENTS.service, migrations, { config: settings, log });
  const running: ReturnType<typeof createPayments>[] = [];
  const start = async () => {
    const service = createPayments(settings, log);
    await startParts(service.parts);
    running.push(service);
    return `http://127.0.0.1:${service.http.port}`;
  };
  const url = await start();
  const database = createDatabase<PaymentsSchema>({ url: settings.DATABASE_URL, name: 'test', log });
  const tokens = testTokens(JWT_SECRET_KEY);
  return {
    url,
    databaseUrl: settings.DATABASE_URL,
    db: database.db,
    somebody(role = 'user') {
      const id = newId<UserId>();
      return { id, token: tokens.sign({ id, email: `${id}@example.com`, role }) };
    },
    another: start,
    async stop() {
      await Promise.all(running.map(({ parts }) => stopParts(parts)));
      await database.stop();
      await own.drop();
    },
  };
}
