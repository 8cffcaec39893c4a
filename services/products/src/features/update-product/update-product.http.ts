// `PUT /products/:id`: all of its fields at once.

import type { Sku } from '@paidonce/shared/contracts';
import { etagOf, ok, type RouteRequest, requireMatch } from '@paidonce/shared/http';
import type { z } from 'zod';
import type { ProductRepository } from '../../database/product-repository.ts';
import { productAnswer } from '../product-answer.ts';
import { type productBody, productFields } from '../product-fields.ts';
import { updateProduct } from './update-product.ts';

type Request = RouteRequest<{ id: Sku }, undefined, z.output<typeof productBody>>;

export const putProduct = (products: ProductRepository) => {
  const update = updateProduct(products);
  return async ({ params, body, ifMatch, trace }: Request) => {
    const product = await update(
      params.id,
      productFields(body),
      ({ version }) => requireMatch(ifMatch, version),
      trace,
    );
    return ok(productAnswer.of(product), { ETag: etagOf(product.version) });
  };
};
