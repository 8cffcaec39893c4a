// Requests made up at random from a route's schemas: parts of them right, parts of them anything.

import type { Route } from '@paidonce/shared/http';
import fc from 'fast-check';
import { exampleOf, inputSchema } from './example-of.ts';
import { placesOf, put } from './spoil.ts';
import { propertyOf } from './spoilt-requests.ts';

export type MadeUp = { target: string; body: unknown };

const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.jsonValue({ noUnicodeString: false }),
  anyText,
  fc.double(),
  fc.maxSafeInteger(),
);

export function madeUp({ path, params, query, body }: Route['definition']): fc.Arbitrary<MadeUp> {
  return fc.record({
    target: fc.tuple(madeUpPath(), madeUpQuery()).map((parts) => parts.join('?')),
    body: madeUpBody(),
  });

  function madeUpPath(): fc.Arbitrary<string> {
    const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    const words = names.map((name) =>
      fc.oneof(
        fc.constant(String(exampleOf(propertyOf(params, name)))),
        anyText.filter((text) => text !== ''),
      ),
    );
    return fc
      .tuple(...words)
      .map((chosen) => path.replaceAll(/:\w+/g, () => encodeURIComponent(chosen.shift() ?? 'x')));
  }

  function madeUpQuery(): fc.Arbitrary<string> {
    const names = Object.keys((query && inputSchema(query).properties) ?? {});
    const name = fc.oneof(fc.constantFrom('x', ...names), anyText);
    const pairs = fc.array(fc.tuple(name, fc.oneof(anyText, fc.integer().map(String))), { maxLength: 3 });
    return fc.oneof(
      fc.constant(''),
      pairs.map((chosen) => new URLSearchParams(chosen).toString()),
    );
  }

  /** The example with anything in one place, or anything at all. */
  function madeUpBody(): fc.Arbitrary<unknown> {
    if (body === undefined) return fc.constant(undefined);
    const root = inputSchema(body);
    const example = exampleOf(root);
    const place = fc.constantFrom(...[...placesOf(root, [])].map((one) => one.path));
    const spoilt = fc.tuple(place, anyValue).map(([where, value]) => put(example, where, value));
    return fc.oneof({ weight: 5, arbitrary: spoilt }, anyValue).map((value) => JSON.stringify(value));
  }
}
