// `POST /products`: its SKU is the administrator's to choose.

import { created, etagOf, type RouteRequest } from '@paidonce/shared/http';
import type { z } from 'zod';
import { productAnswer } from '../product-answer.ts';
import { type newProductBody, productFields } from '../product-fields.ts';
import type { CreateProduct } from './create-product.ts';

type Request = RouteRequest<undefined, undefined, z.output<typeof newProductBody>>;

export const createProductHttp =
  (createProduct: CreateProduct) =>
  async ({ body: { id, ...body }, trace }: Request) => {
    const product = await createProduct(id, productFields(body), trace);
    return created(productAnswer.of(product), { Location: `/products/${id}`, ETag: etagOf(product.version) });
  };
