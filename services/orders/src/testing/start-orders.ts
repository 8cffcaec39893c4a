// For tests: the composed service on a database of its own.

import { newId, type Role, streams, type UserId } from '@paidonce/shared/contracts';
import { createDatabase, migrateDatabase } from '@paidonce/shared/database';
import { startParts, stopParts } from '@paidonce/shared/lifecycle';
import { createLogger } from '@paidonce/shared/observability';
import { testDatabase, testTokens } from '@paidonce/shared/testing';
import type { Kysely } from 'kysely';
import { config } from '../config.ts';
import { migrations } from '../database/migrations/index.ts';
import type { OrdersSchema } from '../database/schema.ts';
import { createOrders } from '../service.ts';

export type Person = { id: UserId; token: string };

export type TestOrders = {
  url: string;
  /** Of all replicas; the first is `url`. */
  urls: string[];
  databaseUrl: string;
  /** The service's database, to look into. */
  db: Kysely<OrdersSchema>;
  /** Somebody new, logged in. */
  somebody(role?: Role): Person;
  /** Ends the service and removes the database. */
  stop(): Promise<void>;
};

const JWT_SECRET_KEY = 'a secret of the tests alone, 0123456789';

const silent = createLogger({ name: 'orders', level: 'silent' });

/** Nobody listens there: taking orders needs no NATS, and product-svc only for prices that are not known. */
const away = { NATS_URL: 'nats://127.0.0.1:1', PRODUCTS_URL: 'http://127.0.0.1:1' };

export async function startOrders(
  environment: Record<string, string> = {},
  replicas = 1,
  log = silent,
): Promise<TestOrders> {
  const own = await testDatabase();
  const settings = config.parse({ PORT: '0', DATABASE_URL: own.url, JWT_SECRET_KEY, ...away, ...environment });
  await migrateDatabase(streams.ORDERS.service, migrations, { config: settings, log });
  const services = Array.from({ length: replicas }, () => createOrders(settings, log));
  for (const { parts } of services) await startParts(parts);
  const urls = services.map(({ http }) => `http://127.0.0.1:${http.port}`);
  const database = createDatabase<OrdersSchema>({ url: settings.DATABASE_URL, name: 'test', log });
  const tokens = testTokens(JWT_SECRET_KEY);
  return {
    url: String(urls[0]),
    urls,
    databaseUrl: settings.DATABASE_URL,
    db: database.db,
    somebody(role = 'user') {
      const id = newId<UserId>();
      return { id, token: tokens.sign({ id, email: `${id}@example.com`, role }) };
    },
    async stop() {
      for (const { parts } of services) await stopParts(parts);
      await database.stop();
      await own.drop();
    },
  };
}
