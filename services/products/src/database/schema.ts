// The tables of products as Kysely knows them; the outbox's are the machinery's own.
import type { Currency, Sku } from '@paidonce/shared/contracts';

type ProductTable = {
  id: Sku;
  version: number;
  name: string;
  description: string;
  picture: string;
  price_minor: number;
  currency: Currency;
  categories: string[];
};

export type ProductsSchema = { products: ProductTable };
