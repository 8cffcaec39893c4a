import { expect, it } from '@jest/globals';
import { category } from './category.ts';

it.each(['kitchen', 'Kitchen', 'KITCHEN', ' kitchen '])('"%s" is the category kitchen', (name) => {
  expect(category(name)).toBe('kitchen');
});
