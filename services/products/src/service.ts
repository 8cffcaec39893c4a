// Puts product-svc together: the only file that knows every part.

import type { OpenService } from '@paidonce/shared/catch-up';
import { streams } from '@paidonce/shared/contracts';
import { createDatabase, type Database } from '@paidonce/shared/database';
import { createApp, createHttpServer, createTokens, type HttpService } from '@paidonce/shared/http';
import { createConnection } from '@paidonce/shared/messaging';
import { createObservability, type Logger, newTrace, type Observed } from '@paidonce/shared/observability';
import { createOutbox, unheard } from '@paidonce/shared/outbox';
import { followEndedSessions } from '@paidonce/shared/sessions';
import type { Config } from './config.ts';
import { ProductRepository } from './database/product-repository.ts';
import type { ProductsSchema } from './database/schema.ts';
import { createProduct } from './features/create-product/create-product.ts';
import { recallProducts } from './features/recall-products/recall-products.ts';
import { removeProduct } from './features/remove-product/remove-product.ts';
import { seedCatalogue } from './features/seed-catalogue/seed-catalogue.ts';
import { updateProduct } from './features/update-product/update-product.ts';
import { routes } from './routes.ts';

const { service: name } = streams.PRODUCTS;

export function createProducts(config: Config, log: Logger): HttpService {
  const observability = createObservability(name, config, log);
  const database = openDatabase(config, observability);
  const connection = createConnection({ url: config.NATS_URL, name, ...observability });
  const sessions = followEndedSessions({ connection, log });
  const outbox = createOutbox({
    databaseUrl: config.DATABASE_URL,
    db: database.db,
    connection,
    stream: streams.PRODUCTS,
    limits: { replicas: config.STREAM_REPLICAS },
    ...observability,
  });
  const products = new ProductRepository(database.db, outbox);

  const app = createApp({
    name: 'products',
    routes: routes({
      createProduct: createProduct({ products }),
      updateProduct: updateProduct({ products }),
      removeProduct: removeProduct({ products }),
      products,
    }),
    tokens: createTokens(config, sessions.ended),
    dependencies: [database, connection, sessions, outbox.history],
    admit: outbox.history.admit,
    ...observability,
  });
  const http = createHttpServer({ host: config.HOST, port: config.PORT, app, log });
  return { parts: [observability.tracing, database, connection, sessions, outbox, http], http };
}

/** Products without anything that serves, listens or publishes. */
export function openProducts(database: Database<ProductsSchema>): OpenService<ProductsSchema> {
  const products = new ProductRepository(database.db, unheard);
  return { database, subscriptions: [], stream: streams.PRODUCTS, recall: recallProducts(products) };
}

/** The `seed` command. */
export async function seedProducts(config: Config, log: Logger): Promise<void> {
  const database = openDatabase(config, { log });
  const outbox = { wake: () => {} }; // the relay of a serving instance finds by its poll what is appended here
  const added = await seedCatalogue({ products: new ProductRepository(database.db, outbox) })(newTrace());
  log.info({ added }, 'seeded');
  await database.stop();
}

function openDatabase(config: Config, observed: Observed): Database<ProductsSchema> {
  return createDatabase<ProductsSchema>({ url: config.DATABASE_URL, name, ...observed });
}
