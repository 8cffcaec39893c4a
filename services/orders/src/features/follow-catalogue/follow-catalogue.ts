// Keeps the prices that orders are made at in step with products.

import type { Product } from '@paidonce/shared/contracts';
import type { Handler } from '@paidonce/shared/inbox';
import type { CatalogueProjection } from '../../database/catalogue-projection.ts';
import type { OrdersSchema } from '../../database/schema.ts';

/** A product is sold, at this price. */
export const followCatalogue =
  (catalogue: CatalogueProjection): Handler<Product, OrdersSchema> =>
  async (products, transaction) => {
    await catalogue.follow(
      transaction,
      products.map((product) => product.data),
    );
  };

/** A product is not sold any more. */
export const forgetProducts =
  (catalogue: CatalogueProjection): Handler<Product, OrdersSchema> =>
  async (products, transaction) => {
    await catalogue.forget(
      transaction,
      products.map((product) => product.data),
    );
  };
