// What orders knows of products: filled by what products tells of them, for what things cost.

import { Money, type Product, type Sku } from '@paidonce/shared/contracts';
import { coalesced, statement } from '@paidonce/shared/database';
import type { Kysely, Transaction } from 'kysely';
import type { Prices } from '../domain/basket.ts';
import type { CatalogueTable, OrdersSchema } from './schema.ts';

const selectPrices = statement<Pick<CatalogueTable, 'sku' | 'price_minor' | 'currency'>>(
  'select sku, price_minor, currency from catalogue where sku = any($1) and not removed',
);

/**
 * The newest version of each product wins, its removal like any other, so that nothing that comes late brings it back:
 * events may come late and in any order, and a batch may have a product twice. Sorted, so that two transactions cannot
 * wait for each other.
 */
const upsert = statement(
  `insert into catalogue (sku, version, price_minor, currency, removed)
   select distinct on (sku) sku, version, price_minor, currency, removed
   from json_to_recordset($1::json) as told(sku text, version int, price_minor bigint, currency text, removed boolean)
   order by sku, version desc
   on conflict (sku) do update
     set version = excluded.version, price_minor = excluded.price_minor, currency = excluded.currency, removed = excluded.removed
     where catalogue.version < excluded.version`,
);

export class CatalogueProjection {
  /** The prices of those SKUs that are known here (yet), and sold; maybe of others as well. */
  readonly prices: (skus: readonly Sku[]) => Promise<Prices>;

  constructor(db: Kysely<OrdersSchema>) {
    this.prices = coalesced(async (baskets: readonly (readonly Sku[])[]) => {
      const rows = await selectPrices(db, [...new Set(baskets.flat())]);
      const prices = new Map(rows.map((row) => [row.sku, new Money(row.price_minor, row.currency)]));
      return baskets.map(() => prices);
    });
  }

  /** The products as they are now. */
  follow(transaction: Transaction<OrdersSchema>, products: readonly Product[]): Promise<void> {
    return this.#write(transaction, products, false);
  }

  /** The products as they were in the end. */
  forget(transaction: Transaction<OrdersSchema>, products: readonly Product[]): Promise<void> {
    return this.#write(transaction, products, true);
  }

  async #write(transaction: Transaction<OrdersSchema>, products: readonly Product[], removed: boolean): Promise<void> {
    const rows = products.map(({ sku, version, price }) => ({
      sku,
      version,
      price_minor: price.minor,
      currency: price.currency,
      removed,
    }));
    await upsert(transaction, JSON.stringify(rows));
  }
}
