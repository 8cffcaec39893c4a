// What products announces.

import { type Fact, fact, type Product, productCreated } from '@paidonce/shared/contracts';

/** Carries the whole product, so that it alone fills the others' projections. */
export function created(product: Product): Fact {
  return fact(productCreated, product);
}
