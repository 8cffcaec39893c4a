// The life of a product in the catalogue. Every step is another version of it, its removal too: what comes late can be
// told from what is new.

import {
  type Fact,
  fact,
  type Product,
  productCreated,
  productRemoved,
  productUpdated,
} from '@paidonce/shared/contracts';
import { ProductExists } from './product-exists.ts';

/** What administrators say of a product. */
export type ProductFields = Omit<Product, 'sku' | 'version'>;

/** A removed product is remembered, so that its versions go on if it comes back. */
export type Entry = { product: Product; isRemoved: boolean };

/** The entry's next version, with what is to be told of it; without a fact, nothing is different. */
export type Decision = { entry: Entry; facts: Fact[] };

/**
 * @param past what the catalogue remembers of this SKU
 * @throws ProductExists
 */
export function create(sku: Product['sku'], fields: ProductFields, past: Entry | undefined): Decision {
  if (past && !past.isRemoved) throw new ProductExists(sku);
  const product = { ...fields, sku, version: (past?.product.version ?? 0) + 1 };
  return { entry: { product, isRemoved: false }, facts: [fact(productCreated, product)] };
}

/** All of its fields are as stated from now on. */
export function update(before: Product, fields: ProductFields): Decision {
  const product = { ...fields, sku: before.sku, version: before.version + 1 };
  if (isTheSame(before, product)) return { entry: { product: before, isRemoved: false }, facts: [] };
  return { entry: { product, isRemoved: false }, facts: [fact(productUpdated, product)] };
}

export function remove(before: Product): Decision {
  const product = { ...before, version: before.version + 1 };
  return { entry: { product, isRemoved: true }, facts: [fact(productRemoved, product)] };
}

function isTheSame(before: Product, after: Product): boolean {
  return (
    before.name === after.name &&
    before.description === after.description &&
    before.picture === after.picture &&
    before.price.equals(after.price) &&
    JSON.stringify(before.categories) === JSON.stringify(after.categories)
  );
}
