// A product comes into the catalogue, or comes back.

import type { Product, Sku } from '@paidonce/shared/contracts';
import type { Trace } from '@paidonce/shared/observability';
import type { ProductRepository } from '../../database/product-repository.ts';
import { create, type ProductFields } from '../../domain/product.ts';

export type CreateProductDependencies = { products: ProductRepository };

/** @throws ProductExists */
export const createProduct =
  ({ products }: CreateProductDependencies) =>
  async (sku: Sku, fields: ProductFields, trace: Trace): Promise<Product> => {
    // Whoever comes second reads again, and finds the first one's product.
    for (;;) {
      const decision = create(sku, fields, await products.findEntry(sku));
      if (await products.save(decision, trace)) return decision.entry.product;
    }
  };

export type CreateProduct = ReturnType<typeof createProduct>;
