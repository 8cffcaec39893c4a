// Products by a part of their name, or by something that sounds like it.

import { sku } from '@paidonce/shared/contracts';
import { cursor, limit, page, type RouteRequest, skip } from '@paidonce/shared/http';
import { z } from 'zod';
import type { ProductRepository } from '../../database/product-repository.ts';
import { searchText } from '../../domain/search-text.ts';
import { productAnswer } from '../product-answer.ts';

const distance = z.int().min(0).max(1000);

export const searchProductsQuery = z.strictObject({ limit, skip, cursor: cursor(z.tuple([distance, sku])).optional() });

type Request = RouteRequest<{ name: string }, z.output<typeof searchProductsQuery>>;

export const searchProducts =
  (products: ProductRepository) =>
  async ({ params, query }: Request) => {
    const { limit, skip, cursor: key } = query;
    const text = searchText(params.name);
    const after = key && { distance: key[0], sku: key[1] };
    const found = text === undefined ? [] : await products.search({ text, after, limit: limit + 1, skip });
    return page(found, {
      limit,
      keyOf: ({ product, distance }) => [distance, product.sku],
      show: ({ product }) => productAnswer.of(product),
    });
  };
