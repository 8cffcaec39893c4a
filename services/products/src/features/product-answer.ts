// A product as clients see it: the price as a decimal string, and as units and billionths for who reads `google.type.Money`.

import type { Money, Product } from '@paidonce/shared/contracts';
import { z } from 'zod';

const schema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    picture: z.string(),
    price: z.string(),
    currency: z.string(),
    priceUsd: z.object({ currencyCode: z.string(), units: z.int(), nanos: z.int() }),
    categories: z.array(z.string()),
  })
  .meta({ id: 'Product' });

export const productAnswer = {
  schema,
  of: ({ sku, name, description, picture, price, categories }: Product): z.infer<typeof schema> => ({
    id: sku,
    name,
    description,
    picture,
    price: price.toDecimal(),
    currency: price.currency,
    priceUsd: { currencyCode: price.currency, ...unitsAndNanos(price) },
    categories,
  }),
};

function unitsAndNanos(price: Money): { units: number; nanos: number } {
  const [units, fraction = ''] = price.toDecimal().split('.');
  return { units: Number(units), nanos: Number(fraction.padEnd(9, '0')) };
}
