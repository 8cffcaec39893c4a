// The catalogue by name: all of it, or one category.

import { sku } from '@paidonce/shared/contracts';
import { cursor, limit, page, type RouteRequest, skip } from '@paidonce/shared/http';
import { z } from 'zod';
import type { ProductRepository } from '../../database/product-repository.ts';
import { category } from '../../domain/category.ts';
import { productAnswer } from '../product-answer.ts';

export const listProductsQuery = z.strictObject({ limit, skip, cursor: cursor(z.tuple([z.string(), sku])).optional() });

type Request = RouteRequest<{ name: string } | undefined, z.output<typeof listProductsQuery>>;

export const listProducts =
  (products: ProductRepository) =>
  async ({ params, query }: Request) => {
    const { limit, skip, cursor: key } = query;
    const found = await products.list({
      category: params && category(params.name),
      after: key && { name: key[0], sku: key[1] },
      limit: limit + 1,
      skip,
    });
    return page(found, { limit, keyOf: (product) => [product.name, product.sku], show: productAnswer.of });
  };
