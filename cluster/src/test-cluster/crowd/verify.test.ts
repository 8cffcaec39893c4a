import { expect, it } from '@jest/globals';
import { isKept } from './verify.ts';

const paid = { status: 'paid', timeline: 'created confirmed paid', payments: 'paid' };
const cancelled = { status: 'cancelled', timeline: 'created confirmed cancelled', payments: '' };
const declined = { ...cancelled, payments: 'paid' };
const twice = { ...paid, payments: 'paid paid' };
const pending = { status: 'pending', timeline: 'created confirmed', payments: '' };

it.each([
  ['paid, and is', { paid: true, cancelled: false }, paid, true],
  ['paid, and is cancelled', { paid: true, cancelled: false }, cancelled, false],
  ['paid, and is pending', { paid: true, cancelled: false }, pending, false],
  ['paid, and is so twice', { paid: true, cancelled: false }, twice, false],
  ['cancelled, and is', { paid: false, cancelled: true }, cancelled, true],
  ['cancelled, and is paid', { paid: false, cancelled: true }, paid, false],
  ['cancelled, and has a payment', { paid: false, cancelled: true }, declined, false],
  ['both', { paid: true, cancelled: true }, paid, false],
  ['neither, and is paid', { paid: false, cancelled: false }, paid, true],
])('an order that was said to be %s', (_, promised, seen, kept) => {
  expect(isKept(promised, seen)).toBe(kept);
});
