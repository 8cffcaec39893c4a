// The tables of products, as Kysely sees them.

import type { Currency, Sku } from '@paidonce/shared/contracts';

export type ProductsTable = {
  id: Sku;
  version: number;
  name: string;
  description: string;
  picture: string;
  price_minor: number;
  currency: Currency;
  categories: string[];
  removed: boolean;
};

export type ProductsSchema = { products: ProductsTable };
