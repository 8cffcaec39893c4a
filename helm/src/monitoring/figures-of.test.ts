import { expect, it } from '@jest/globals';
import { figuresOf } from './figures-of.ts';

it.each([
  ['paidonce_dead_letters > 0', [{ name: 'paidonce_dead_letters', labels: [] }]],
  ['sum by (job) (rate(requests_total{a="or", b=~"x{2}|y"}[5m]))', [{ name: 'requests_total', labels: ['a', 'b'] }]],
  ['up == 0 and on (job) group_left () 2 * depth', ['up', 'depth'].map((name) => ({ name, labels: [] }))],
])('%s asks for what has a name and is no word of the language', (expr, figures) => {
  expect(figuresOf(expr)).toEqual(figures);
});
