// `POST /products`: its SKU is the administrator's to choose.

import { created, etagOf, type RouteRequest } from '@paidonce/shared/http';
import type { z } from 'zod';
import type { ProductRepository } from '../../database/product-repository.ts';
import { productAnswer } from '../product-answer.ts';
import { type newProductBody, productFields } from '../product-fields.ts';
import { createProduct } from './create-product.ts';

type Request = RouteRequest<undefined, undefined, z.output<typeof newProductBody>>;

export const postProduct = (products: ProductRepository) => {
  const create = createProduct(products);
  return async ({ body: { id, ...body }, trace }: Request) => {
    const product = await create(id, productFields(body), trace);
    return created(productAnswer.of(product), { Location: `/products/${id}`, ETag: etagOf(product.version) });
  };
};
