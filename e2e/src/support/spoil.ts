// All the ways in which a body can be wrong in one place, derived from its schema.

import type { z } from 'zod';
import { exampleOf, inputSchema, type JsonSchema, only } from './example-of.ts';

/** Stands in everything that is sent, so that it can be looked for in what comes back and what is logged. */
export const secret = 'tell-nobody';

export type SpoiltBody = [what: string, field: string, body: string];

type Path = readonly string[];
/** A field of a body, or one of those within it. */
export type Place = { path: Path; schema: JsonSchema; isRequired: boolean };

/** Bodies that are right but for one field, each with the name of that field. */
export function spoiltBodies(schema: z.ZodType): SpoiltBody[] {
  const root = inputSchema(schema);
  const example = exampleOf(root);
  return [...placesOf(root, [])].flatMap(({ path, schema, isRequired }) => {
    const field = path.join('.');
    const spoilt = (what: string, value: unknown): SpoiltBody => [
      what,
      field,
      JSON.stringify(put(example, path, value)),
    ];
    const values = path.length === 0 ? [] : [...wrongValues(schema), ...beyondTheEdge(schema)];
    const wrong = values.map(([what, value]) => spoilt(what, value));
    const missing = isRequired ? [spoilt('nothing', undefined)] : [];
    const extra = [...path, 'surprise'];
    const unknown: SpoiltBody[] =
      schema.type === 'object' && !takesAnyField(schema)
        ? [['an unknown field', extra.join('.'), JSON.stringify(put(example, extra, secret))]]
        : [];
    return [...wrong, ...missing, ...unknown];
  });
}

/** What people may fill as they like says so; an object that merely forgets to be strict does not. */
function takesAnyField({ additionalProperties }: JsonSchema): boolean {
  return typeof additionalProperties === 'object';
}

/** Every place of a body, the whole of it first. */
export function* placesOf(schema: JsonSchema, path: Path, isRequired = false): Generator<Place> {
  yield { path, schema, isRequired };
  if (schema.type === 'array') yield* placesOf(only(schema.items), [...path, '0']);
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    yield* placesOf(only(inner), [...path, name], schema.required?.includes(name));
}

/** Wrong by its type or beyond all measure, whatever else the field may ask. */
function wrongValues(schema: JsonSchema): [what: string, value: unknown][] {
  const types = [schema.type].flat();
  const isNumeric = types.includes('number') || types.includes('integer');
  const wrong: [string, unknown][] = [['null', null]];
  if (!types.includes('boolean')) wrong.push(['true', true]);
  if (!types.includes('object')) wrong.push(['an object', { [secret]: secret }]);
  if (!types.includes('array')) wrong.push(['a list', [secret]]);
  if (!isNumeric) wrong.push(['a number', 7]);
  if (!types.includes('string') || isNumeric) wrong.push(['a text', secret]);
  if (isNumeric) wrong.push(['-1', -1], ['1e21', 1e21], ['1.001', 1.001], ['"1e3"', '1e3']);
  if (types.includes('string')) {
    wrong.push(['an empty text', ''], ['a text of 90,000 characters', secret.padEnd(90_000, 'x')]);
    wrong.push(['NUL', `${secret}\0`], ['half of a pair', `${secret}\ud800`]);
  }
  if (types.includes('array')) {
    const item = exampleOf(only(schema.items));
    if (schema.minItems) wrong.push(['an empty list', []]);
    wrong.push(['too many items', Array((schema.maxItems ?? 500) + 1).fill(item)]);
  }
  return wrong;
}

/** Just beyond what the schema allows. */
function beyondTheEdge(schema: JsonSchema): [what: string, value: unknown][] {
  const { minLength, maxLength, minimum, maximum } = schema;
  const beyond: [string, unknown][] = [];
  if (schema.enum)
    beyond.push(['another word', secret], ['a word in other letters', String(schema.enum[0]).toUpperCase()]);
  if (minLength !== undefined && minLength > 1) beyond.push(['a letter too few', 'x'.repeat(minLength - 1)]);
  if (maxLength !== undefined) beyond.push(['a letter too many', 'x'.repeat(maxLength + 1)]);
  if (minimum !== undefined) beyond.push([`less than ${minimum}`, minimum - 1]);
  if (maximum !== undefined) beyond.push([`more than ${maximum}`, maximum + 1]);
  return beyond;
}

/** A copy with one thing put in the place of what the path leads to; JSON leaves out what is undefined. */
export function put(into: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(into)) return into.map((item, index) => (String(index) === name ? put(item, rest, value) : item));
  const fields: Record<string, unknown> = { ...Object(into) };
  return { ...fields, [name]: put(fields[name], rest, value) };
}
