// A product becomes what an administrator says.

import type { Product, Sku } from '@paidonce/shared/contracts';
import { NotFound } from '@paidonce/shared/errors';
import type { Trace } from '@paidonce/shared/observability';
import type { ProductRepository } from '../../database/product-repository.ts';
import { type ProductFields, update } from '../../domain/product.ts';

export type UpdateProductDependencies = { products: ProductRepository };

/**
 * @param check what the caller demands of the product as it is
 * @throws NotFound, and whatever `check` throws
 */
export const updateProduct =
  ({ products }: UpdateProductDependencies) =>
  async (sku: Sku, fields: ProductFields, check: (product: Product) => void, trace: Trace): Promise<Product> => {
    // Somebody else's change in between makes it read, and check, again.
    for (;;) {
      const product = await products.find(sku);
      if (!product) throw new NotFound(`There is no product ${sku}`);
      check(product);
      const decision = update(product, fields);
      if (await products.save(decision, trace)) return decision.entry.product;
    }
  };

export type UpdateProduct = ReturnType<typeof updateProduct>;
