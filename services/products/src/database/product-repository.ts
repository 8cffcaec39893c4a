// The catalogue in the database.

import { Money, type Product, type Sku, streams } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import { outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import { appendEvents, eventsParameter, type Outbox } from '@paidonce/shared/outbox';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Decision, Entry } from '../domain/product.ts';
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
  'removed',
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

/** The guard is the version: whoever has read an older one than the last writes nothing. */
const writeEntry = statement<{ id: Sku }>(
  `with written as (
     insert into products (${columns.join(', ')})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (id) do update
       set (${columns.join(', ')}) = row(${columns.map((column) => `excluded.${column}`).join(', ')})
       where products.version = excluded.version - 1
     returning id
   ),
   told as (${appendEvents('$10', 'written')})
   select id from written`,
);

/** What was told of a product, unless something newer is known. */
const keepTold = statement(
  `insert into products (${columns.join(', ')})
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict (id) do update
     set (${columns.join(', ')}) = row(${columns.map((column) => `excluded.${column}`).join(', ')})
     where products.version < excluded.version`,
);

/**
 * Both conditions are served by the trigram index. `<%` holds from a word similarity of 0.6 on: about one wrong letter in a
 * word. Distances are whole numbers, so that a cursor compares them exactly.
 */
const searchProducts = statement<ProductsTable & { distance: number }>(
  `select ${columns.join(', ')}, distance from (
     select ${columns.join(', ')}, case when name ilike $2 then 0 else 1000 - round(1000 * word_similarity($1, name))::int end as distance
     from products where (name ilike $2 or $1 <% name) and not removed
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

  /** Writes a decision, in one statement with its event. @returns false, and nothing is written, when it was made on an older version */
  async save({ entry, facts }: Decision, trace: Trace): Promise<boolean> {
    if (facts.length === 0) return true;
    const events = facts.map((fact) => outgoingEvent(fact, source, trace));
    const written = await writeEntry(this.#db, ...rowOf(entry), eventsParameter(events));
    if (written.length > 0) this.#outbox.wake();
    return written.length > 0;
  }

  /** Writes an entry that was told before, and tells nobody. */
  async keepTold(transaction: Transaction<ProductsSchema>, entry: Entry): Promise<void> {
    await keepTold(transaction, ...rowOf(entry));
  }

  async find(id: Sku): Promise<Product | undefined> {
    const entry = await this.findEntry(id);
    return entry?.isRemoved ? undefined : entry?.product;
  }

  /** What is remembered of a SKU, whether it is sold or not. */
  async findEntry(id: Sku): Promise<Entry | undefined> {
    const row = await this.#db.selectFrom('products').select(columns).where('id', '=', id).executeTakeFirst();
    return row && { product: productOf(row), isRemoved: row.removed };
  }

  /** By name. */
  async list({ category, after, limit, skip }: ProductFilter): Promise<Product[]> {
    let query = this.#db.selectFrom('products').select(columns).where('removed', '=', false);
    query = query.orderBy('name').orderBy('id').limit(limit).offset(skip);
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

/** In the order of `columns`. */
function rowOf({ product, isRemoved }: Entry): unknown[] {
  const { sku, version, name, description, picture, price, categories } = product;
  return [sku, version, name, description, picture, price.minor, price.currency, categories, isRemoved];
}

function productOf(row: ProductsTable): Product {
  const { id, version, name, description, picture, categories } = row;
  return { sku: id, version, name, description, picture, price: new Money(row.price_minor, row.currency), categories };
}
