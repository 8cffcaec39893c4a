/** What things cost: a projection of products' events. */
import { Money, type Product, type Sku } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import type { Kysely, Transaction } from 'kysely';
import type { Prices } from '../domain/basket.ts';
import type { CatalogueTable, OrdersSchema } from './schema.ts';

const selectPrices = statement<Omit<CatalogueTable, 'version'>>(
  'select sku, price_minor, currency from catalogue where sku = any($1)',
);

export class CatalogueRepository {
  readonly #db: Kysely<OrdersSchema>;

  constructor(db: Kysely<OrdersSchema>) {
    this.#db = db;
  }

  /** The prices of those SKUs that are known here. */
  async prices(skus: readonly Sku[]): Promise<Prices> {
    const rows = await selectPrices(this.#db, skus);
    return new Map(rows.map((row) => [row.sku, new Money(row.price_minor, row.currency)]));
  }

  /** Keeps the newest version of each product: events may come late and in any order. */
  async follow(transaction: Transaction<OrdersSchema>, products: readonly Product[]): Promise<void> {
    for (const { sku, version, price } of products) {
      await transaction
        .insertInto('catalogue')
        .values({ sku, version, price_minor: price.minor, currency: price.currency })
        .onConflict((conflict) =>
          conflict
            .column('sku')
            .doUpdateSet({ version, price_minor: price.minor, currency: price.currency })
            .where('catalogue.version', '<', version),
        )
        .execute();
    }
  }
}
