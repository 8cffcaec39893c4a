// The catalogue in the database.

import { type Fact, Money, type Product, type Sku, streams } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import { outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import { appendEvents, eventsParameter, type Outbox } from '@paidonce/shared/outbox';
import { type Kysely, sql } from 'kysely';
import type { ProductsSchema, ProductsTable } from './schema.ts';

const source = streams.PRODUCTS.service;

const columns = [
  'id',
  'version',
  'name',
  'description',
  'picture',
  'price_minor',
  'currency',
  'categories',
] as const satisfies (keyof ProductsTable)[];

export type ProductFilter = {
  category: string | undefined;
  /** The last product of the page before. */
  after: Pick<Product, 'name' | 'sku'> | undefined;
  limit: number;
  skip: number;
};

export type ProductSearch = {
  text: string;
  after: (Pick<FoundProduct, 'distance'> & Pick<Product, 'sku'>) | undefined;
  limit: number;
  skip: number;
};

/** @property distance how far the name is from what was searched, 0 (contains it) to 1000 */
export type FoundProduct = { product: Product; distance: number };

const insertProduct = statement<{ id: Sku }>(
  `with added as (
     insert into products (${columns.join(', ')})
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do nothing
     returning id
   ),
   told as (${appendEvents('$9', 'added')})
   select id from added`,
);

/**
 * Both conditions are served by the trigram index. `<%` holds from a word similarity of 0.6 on: about one wrong letter in a
 * word. Distances are whole numbers, so that a cursor compares them exactly.
 */
const searchProducts = statement<ProductsTable & { distance: number }>(
  `select ${columns.join(', ')}, distance from (
     select ${columns.join(', ')}, case when name ilike $2 then 0 else 1000 - round(1000 * word_similarity($1, name))::int end as distance
     from products where name ilike $2 or $1 <% name
   ) as found
   where $3::int is null or (distance, id) > ($3, $4::text)
   order by distance, id limit $5 offset $6`,
);

export class ProductRepository {
  readonly #db: Kysely<ProductsSchema>;
  readonly #outbox: Pick<Outbox, 'wake'>;

  constructor(db: Kysely<ProductsSchema>, outbox: Pick<Outbox, 'wake'>) {
    this.#db = db;
    this.#outbox = outbox;
  }

  /** Writes a new product, in one statement with its event. @returns false, and nothing is written, when there is one with its SKU */
  async insert(product: Product, fact: Fact, trace: Trace): Promise<boolean> {
    const { sku, version, name, description, picture, price, categories } = product;
    const row = [sku, version, name, description, picture, price.minor, price.currency, categories];
    const added = await insertProduct(this.#db, ...row, eventsParameter([outgoingEvent(fact, source, trace)]));
    if (added.length > 0) this.#outbox.wake();
    return added.length > 0;
  }

  async find(id: Sku): Promise<Product | undefined> {
    const row = await this.#db.selectFrom('products').select(columns).where('id', '=', id).executeTakeFirst();
    return row && productOf(row);
  }

  /** By name. */
  async list({ category, after, limit, skip }: ProductFilter): Promise<Product[]> {
    let query = this.#db.selectFrom('products').select(columns).orderBy('name').orderBy('id').limit(limit).offset(skip);
    if (category !== undefined) query = query.where('categories', '@>', sql<string[]>`array[${category}]::text[]`);
    if (after !== undefined) query = query.where(sql<boolean>`(name, id) > (${after.name}, ${after.sku})`);
    return (await query.execute()).map(productOf);
  }

  /** Those whose name contains the text first, then those with a similar word, the most similar first. */
  async search({ text, after, limit, skip }: ProductSearch): Promise<FoundProduct[]> {
    const containing = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const rows = await searchProducts(this.#db, text, containing, after?.distance, after?.sku, limit, skip);
    return rows.map((row) => ({ product: productOf(row), distance: row.distance }));
  }
}

function productOf(row: ProductsTable): Product {
  const { id, version, name, description, picture, categories } = row;
  return { sku: id, version, name, description, picture, price: new Money(row.price_minor, row.currency), categories };
}
