// What products publishes on PRODUCTS.

import { z } from 'zod';
import { eventType, version } from './event-type.ts';
import { type Sku, sku } from './ids.ts';
import { currency, Money, minorUnits } from './money.ts';
import { streams } from './streams.ts';

export type Product = {
  sku: Sku;
  version: number;
  name: string;
  description: string;
  picture: string;
  price: Money;
  categories: string[];
};

const product = z.codec(
  z.object({
    id: sku,
    version,
    name: z.string(),
    description: z.string(),
    picture: z.string(),
    price_minor: minorUnits,
    currency,
    categories: z.array(z.string()),
  }),
  z.custom<Product>(),
  {
    decode: ({ id, price_minor, currency, ...rest }) => ({
      ...rest,
      sku: id,
      price: new Money(price_minor, currency),
    }),
    encode: ({ sku, price, ...rest }) => ({ ...rest, id: sku, price_minor: price.minor, currency: price.currency }),
  },
);

export const productCreated = eventType(
  streams.PRODUCTS,
  'product.created',
  'The product can be bought.',
  product,
  (data) => data.sku,
);

export const productUpdated = eventType(
  streams.PRODUCTS,
  'product.updated',
  'The product is another than before: all of it, as it is now.',
  product,
  (data) => data.sku,
);

export const productRemoved = eventType(
  streams.PRODUCTS,
  'product.removed',
  'The product cannot be bought any more. As it was in the end.',
  product,
  (data) => data.sku,
);
