// An example of a payload, made from its schema: each field has the same example wherever it comes.

import type { JsonSchema } from './json-schema.ts';

/** Of every name that a field has in an event or a request. */
const examples: Readonly<Record<string, unknown>> = {
  order_id: '01a20201-55c5-724c-b0b4-740788fd3d68',
  payment_id: '01a20201-5604-7a8d-865e-60fc4e880430',
  user_id: '01a20201-5503-718d-ab11-8059ce599b48',
  version: 1,
  items: [
    { sku: 'L9ECAV7KIM', quantity: 1, unit_price_minor: 8989 },
    { sku: 'OLJCESPC7Z', quantity: 1, unit_price_minor: 1919 },
  ],
  amount_minor: 10908,
  currency: 'USD',
  expires_at: '2026-11-22T07:16:11.716Z',
  id: 'L9ECAV7KIM',
  name: 'Loafers',
  description: 'Soft leather loafers to slip on and forget.',
  picture: '/static/img/products/loafers.jpg',
  price_minor: 8989,
  categories: ['footwear'],
  role: 'user',
  is_active: true,
  sessions_valid_from: '2026-11-22T06:46:11.000Z',
};

/** @throws Error for a field that nobody has made an example of */
export function exampleOf(schema: JsonSchema): Record<string, unknown> {
  const properties = schema.properties as Record<string, JsonSchema>; // of an object, as every payload is
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, fieldExample(name, property)]));
}

function fieldExample(name: string, { enum: words, maxLength }: JsonSchema): unknown {
  if (name in examples) return examples[name];
  if (Array.isArray(words)) return words[0];
  if (name === 'reason' && maxLength !== undefined) return 'The order is cancelled';
  throw new Error(`${name} has no example: add one to examples.ts`);
}
