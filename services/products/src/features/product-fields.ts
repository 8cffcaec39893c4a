// The fields by which administrators describe a product.

import { moneyInput, routeWords, sku } from '@paidonce/shared/contracts';
import { z } from 'zod';
import { category } from '../domain/category.ts';
import type { ProductFields } from '../domain/product.ts';

const text = (most: number) => {
  const rule = `must have 1 to ${most} characters`;
  return z.string().trim().min(1, rule).max(most, rule);
};

/** A word of addresses would hide a product of that name. */
export const newSku = sku.refine((id) => !routeWords.has(id), 'is a word of the addresses here: choose another');

/** Anything else could be made to run in the page that shows it. */
const picture = z
  .string()
  .max(500, 'must have at most 500 characters')
  .regex(/^(?:\/(?!\/)|https:\/\/)\S+$/, 'must be a path such as /img/mug.jpg, or begin with https://');

const fields = {
  name: text(200),
  description: text(5_000).optional(),
  picture: picture.optional(),
  price: moneyInput,
  categories: z.array(text(50)).max(20, 'must be at most 20').optional(),
};

const example = { name: 'Blue Mug', description: 'As blue as the sea.', price: '9.50', categories: ['kitchen'] };
export const productBody = z.strictObject(fields).meta({ examples: [example] });
export const newProductBody = z
  .strictObject({ id: newSku, ...fields })
  .meta({ examples: [{ id: 'MUG-BLUE', ...example }] });

/** What is left out is empty. A category counts once, in any case of letters. */
export function productFields(body: z.output<typeof productBody>): ProductFields {
  const { name, description = '', picture = '', price, categories = [] } = body;
  return { name, description, picture, price, categories: [...new Set(categories.map(category))] };
}
