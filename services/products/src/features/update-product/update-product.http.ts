// `PUT /products/:id`: all of its fields at once.

import type { Product, Sku } from '@paidonce/shared/contracts';
import { etagOf, ok, type RouteRequest, requireMatch } from '@paidonce/shared/http';
import type { z } from 'zod';
import { productAnswer } from '../product-answer.ts';
import { type productBody, productFields } from '../product-fields.ts';
import type { UpdateProduct } from './update-product.ts';

type Request = RouteRequest<{ id: Sku }, undefined, z.output<typeof productBody>>;

export const updateProductHttp =
  (updateProduct: UpdateProduct) =>
  async ({ params, body, ifMatch, trace }: Request) => {
    const check = ({ version }: Product) => requireMatch(ifMatch, version);
    const product = await updateProduct(params.id, productFields(body), check, trace);
    return ok(productAnswer.of(product), { ETag: etagOf(product.version) });
  };
