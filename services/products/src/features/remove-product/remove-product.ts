// A product is not sold any more. Orders that have it stay as they are.

import type { Product, Sku } from '@paidonce/shared/contracts';
import { NotFound } from '@paidonce/shared/errors';
import type { Trace } from '@paidonce/shared/observability';
import type { ProductRepository } from '../../database/product-repository.ts';
import { remove } from '../../domain/product.ts';

export type RemoveProductDependencies = { products: ProductRepository };

/**
 * Removed twice is removed: whoever got no answer may ask again.
 * @param check what the caller demands of the product as it is
 * @throws NotFound when there never was such a product, and whatever `check` throws
 */
export const removeProduct =
  ({ products }: RemoveProductDependencies) =>
  async (sku: Sku, check: (product: Product) => void, trace: Trace): Promise<void> => {
    // Somebody else's change in between makes it read, and check, again.
    for (;;) {
      const entry = await products.findEntry(sku);
      if (!entry) throw new NotFound(`There is no product ${sku}`);
      if (entry.isRemoved) return;
      check(entry.product);
      if (await products.save(remove(entry.product), trace)) return;
    }
  };

export type RemoveProduct = ReturnType<typeof removeProduct>;
