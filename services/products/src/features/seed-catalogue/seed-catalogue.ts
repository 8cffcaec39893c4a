// The demo catalogue comes to be. Once: a product that is there already stays as it is, one that was removed stays away, and neither is
// announced again.

import type { Trace } from '@paidonce/shared/observability';
import type { ProductRepository } from '../../database/product-repository.ts';
import { create } from '../../domain/product.ts';
import { demoCatalogue } from './demo-catalogue.ts';

export type SeedCatalogueDependencies = { products: ProductRepository };

/** @returns how many were not there yet */
export const seedCatalogue =
  ({ products }: SeedCatalogueDependencies) =>
  async (trace: Trace): Promise<number> => {
    let added = 0;
    for (const { sku, ...fields } of demoCatalogue) {
      if (await products.save(create(sku, fields, undefined), trace)) added += 1;
    }
    return added;
  };
