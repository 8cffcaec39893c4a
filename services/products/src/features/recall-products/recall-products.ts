// Products that the database has forgotten, or their later versions, come back from what was told of them, which is all of it.

import { isOf, type Recall } from '@paidonce/shared/catch-up';
import { productCreated, productRemoved, productUpdated } from '@paidonce/shared/contracts';
import type { ProductRepository } from '../../database/product-repository.ts';
import type { ProductsSchema } from '../../database/schema.ts';

export const recallProducts = (products: ProductRepository): Recall<ProductsSchema> => ({
  types: [productCreated, productUpdated, productRemoved],
  async apply(events, transaction) {
    for (const event of events) {
      if (isOf(productRemoved, event)) await products.keepTold(transaction, { product: event.data, isRemoved: true });
      else if (isOf(productCreated, event) || isOf(productUpdated, event))
        await products.keepTold(transaction, { product: event.data, isRemoved: false });
    }
    return [];
  },
});
