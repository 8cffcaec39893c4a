// For tests: the composed service on a database of its own.

import { newId, type Role, streams } from '@paidonce/shared/contracts';
import { migrateDatabase } from '@paidonce/shared/database';
import { startParts, stopParts } from '@paidonce/shared/lifecycle';
import { createLogger } from '@paidonce/shared/observability';
import { testDatabase, testTokens } from '@paidonce/shared/testing';
import { config } from '../config.ts';
import { migrations } from '../database/migrations/index.ts';
import { createProducts, seedProducts } from '../service.ts';

export type TestProducts = {
  url: string;
  /** To look into the database behind the service's back. */
  databaseUrl: string;
  seed(): Promise<void>;
  /** A token of somebody new. */
  token(role: Role): string;
  /** Another instance beside the first, on the same database. */
  another(): Promise<string>;
  /** Ends all instances and removes the database. */
  stop(): Promise<void>;
};

const JWT_SECRET_KEY = 'a secret of the tests alone, 0123456789';
/** Nobody listens there: most of what products does needs no NATS. */
const noNats = 'nats://127.0.0.1:1';

export async function startProducts(environment: Record<string, string> = {}): Promise<TestProducts> {
  const log = createLogger({ name: 'products', level: 'silent' });
  const database = await testDatabase();
  const settings = config.parse({
    PORT: '0',
    DATABASE_URL: database.url,
    NATS_URL: noNats,
    JWT_SECRET_KEY,
    ...environment,
  });
  await migrateDatabase(streams.PRODUCTS.service, migrations, { config: settings, log });
  const running: ReturnType<typeof createProducts>[] = [];
  const start = async () => {
    const service = createProducts(settings, log);
    await startParts(service.parts);
    running.push(service);
    return `http://127.0.0.1:${service.http.port}`;
  };
  return {
    url: await start(),
    databaseUrl: database.url,
    seed: () => seedProducts(settings, log),
    token: (role) => testTokens(JWT_SECRET_KEY).sign({ id: newId(), email: 'ada@example.com', role }),
    another: start,
    async stop() {
      await Promise.all(running.map(({ parts }) => stopParts(parts)));
      await database.drop();
    },
  };
}
