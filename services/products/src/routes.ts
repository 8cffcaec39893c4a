// Everything that products answers over HTTP: reading, which needs no token, and the administrators' changes.

import { sku } from '@paidonce/shared/contracts';
import { problem, type Route, route } from '@paidonce/shared/http';
import { z } from 'zod';
import type { ProductRepository } from './database/product-repository.ts';
import { createProductHttp } from './features/create-product/create-product.http.ts';
import type { CreateProduct } from './features/create-product/create-product.ts';
import { listProducts, listProductsQuery } from './features/list-products/list-products.http.ts';
import { productAnswer } from './features/product-answer.ts';
import { newProductBody, productBody } from './features/product-fields.ts';
import { readProduct } from './features/read-product/read-product.http.ts';
import { removeProductHttp } from './features/remove-product/remove-product.http.ts';
import type { RemoveProduct } from './features/remove-product/remove-product.ts';
import { searchProducts, searchProductsQuery } from './features/search-products/search-products.http.ts';
import { updateProductHttp } from './features/update-product/update-product.http.ts';
import type { UpdateProduct } from './features/update-product/update-product.ts';

const who = 'anyone';
const caching = 'public';
const params = z.object({ id: sku });
const named = z.object({ name: z.string() });
const list = { 200: z.array(productAnswer.schema) };

export type RoutesDependencies = {
  createProduct: CreateProduct;
  updateProduct: UpdateProduct;
  removeProduct: RemoveProduct;
  products: ProductRepository;
};

export const routes = ({ createProduct, updateProduct, removeProduct, products }: RoutesDependencies): Route[] => [
  route(
    {
      method: 'get',
      path: '/products',
      summary: 'The catalogue',
      who,
      query: listProductsQuery,
      caching,
      answers: list,
    },
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
      caching,
      answers: list,
    },
    listProducts(products),
  ),
  route(
    {
      method: 'get',
      path: '/products/search/:name',
      summary: 'Products whose name is like a text, the most alike first',
      who,
      params: named,
      query: searchProductsQuery,
      caching,
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
      params,
      caching,
      answers: { 200: productAnswer.schema, 404: problem },
    },
    readProduct(products),
  ),
  route(
    {
      method: 'post',
      path: '/products',
      summary: 'Brings a product into the catalogue',
      who: 'admin',
      body: newProductBody,
      answers: { 201: productAnswer.schema, 409: problem },
    },
    createProductHttp(createProduct),
  ),
  route(
    {
      method: 'put',
      path: '/products/:id',
      summary: 'Changes a product: what is left out becomes empty',
      who: 'admin',
      params,
      body: productBody,
      conditional: true,
      answers: { 200: productAnswer.schema, 404: problem },
    },
    updateProductHttp(updateProduct),
  ),
  route(
    {
      method: 'delete',
      path: '/products/:id',
      summary: 'Takes a product out of the catalogue; orders that have it stay as they are',
      who: 'admin',
      params,
      conditional: true,
      answers: { 204: z.undefined(), 404: problem },
    },
    removeProductHttp(removeProduct),
  ),
];
