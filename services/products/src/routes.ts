// Everything that products answers over HTTP: reading, which needs no token.

import { sku } from '@paidonce/shared/contracts';
import { problem, type Route, route } from '@paidonce/shared/http';
import { z } from 'zod';
import type { ProductRepository } from './database/product-repository.ts';
import { listProducts, listProductsQuery } from './features/list-products/list-products.http.ts';
import { productAnswer } from './features/product-answer.ts';
import { readProduct } from './features/read-product/read-product.http.ts';
import { searchProducts, searchProductsQuery } from './features/search-products/search-products.http.ts';

const who = 'anyone';
const named = z.object({ name: z.string() });
const list = { 200: z.array(productAnswer.schema) };

export type RoutesDependencies = { products: ProductRepository };

export const routes = ({ products }: RoutesDependencies): Route[] => [
  route(
    { method: 'get', path: '/products', summary: 'The catalogue', who, query: listProductsQuery, answers: list },
    listProducts(products),
  ),
  route(
    {
      method: 'get',
      path: '/products/category/:name',
      summary: 'The products of a category',
      who,
      params: named,
      query: listProductsQuery,
      answers: list,
    },
    listProducts(products),
  ),
  route(
    {
      method: 'get',
      path: '/products/search/:name',
      summary: 'Products whose name or description is like a text, the most alike first',
      who,
      params: named,
      query: searchProductsQuery,
      answers: list,
    },
    searchProducts(products),
  ),
  route(
    {
      method: 'get',
      path: '/products/:id',
      summary: 'One product',
      who,
      params: z.object({ id: sku }),
      answers: { 200: productAnswer.schema, 404: problem },
    },
    readProduct(products),
  ),
];
