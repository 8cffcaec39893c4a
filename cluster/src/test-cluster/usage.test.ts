import { expect, it } from '@jest/globals';
import { quantity } from './usage.ts';

it.each([
  ['12Mi', 12_582_912],
  ['250m', 0.25],
  ['3502491n', 0.003502491],
  ['2', 2],
])('the quantity %s is %d', (text, value) => {
  expect(quantity(text)).toBeCloseTo(value, 9);
});

it('what is no quantity is refused', () => {
  expect(() => quantity('lots')).toThrow('lots is no quantity');
});
