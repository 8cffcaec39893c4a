// One product.

import type { Sku } from '@paidonce/shared/contracts';
import { NotFound } from '@paidonce/shared/errors';
import { etagOf, ok, type RouteRequest } from '@paidonce/shared/http';
import type { ProductRepository } from '../../database/product-repository.ts';
import { productAnswer } from '../product-answer.ts';

export const readProduct =
  (products: ProductRepository) =>
  async ({ params }: RouteRequest<{ id: Sku }>) => {
    const product = await products.find(params.id);
    if (!product) throw new NotFound(`There is no product ${params.id}`);
    return ok(productAnswer.of(product), { ETag: etagOf(product.version) });
  };
