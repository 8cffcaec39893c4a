import { expect, it } from '@jest/globals';
import { searchText } from './search-text.ts';

it.each([
  ['a word', 'mug', 'mug'],
  ['spaces around a word', '  mug ', 'mug'],
  ['blanks alone', '   ', undefined],
  ['200 characters', 'm'.repeat(200), 'm'.repeat(200)],
  ['201 characters', 'm'.repeat(201), undefined],
])('of %s, searches for what can be found', (_, wish, text) => {
  expect(searchText(wish)).toBe(text);
});
