// The demo catalogue comes to be. Once: a product that is there already stays as it is, and is not announced again.

import type { Trace } from '@paidonce/shared/observability';
import type { ProductRepository } from '../../database/product-repository.ts';
import { created } from '../../domain/product.ts';
import { demoCatalogue } from './demo-catalogue.ts';

/** @returns how many were not there yet */
export const seedCatalogue =
  (products: ProductRepository) =>
  async (trace: Trace): Promise<number> => {
    let added = 0;
    for (const product of demoCatalogue) {
      if (await products.insert(product, created(product), trace)) added += 1;
    }
    return added;
  };
