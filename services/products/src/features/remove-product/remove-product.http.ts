// `DELETE /products/:id`

import type { Sku } from '@paidonce/shared/contracts';
import { noContent, type RouteRequest, requireMatch } from '@paidonce/shared/http';
import type { ProductRepository } from '../../database/product-repository.ts';
import { removeProduct } from './remove-product.ts';

export const deleteProduct = (products: ProductRepository) => {
  const remove = removeProduct(products);
  return async ({ params, ifMatch, trace }: RouteRequest<{ id: Sku }>) => {
    await remove(params.id, ({ version }) => requireMatch(ifMatch, version), trace);
    return noContent();
  };
};
