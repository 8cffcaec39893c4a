import { expect, it } from '@jest/globals';
import { Money, sku } from '@paidonce/shared/contracts';
import { productAnswer } from './product-answer.ts';

it.each([
  [8989, '89.89', 89, 890_000_000],
  [1000, '10.00', 10, 0],
  [5, '0.05', 0, 50_000_000],
  [0, '0.00', 0, 0],
])('%s cents are %s, or %s units and %s billionths', (minor, price, units, nanos) => {
  const product = { sku: sku.parse('SKU-1'), version: 1, name: 'Mug', description: '', picture: '', categories: [] };
  const answer = productAnswer.of({ ...product, price: new Money(minor, 'USD') });
  expect(answer).toMatchObject({ price, currency: 'USD', priceUsd: { currencyCode: 'USD', units, nanos } });
});
