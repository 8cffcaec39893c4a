// A value that a schema takes, made from the schema, to be spoilt in one place at a time.

import { newId } from '@paidonce/shared/contracts';
import { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** What a client may send, as JSON Schema: transformations and our own checks are not in it. */
export const inputSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

const texts = ['correct horse battery', 'ada@example.com', 'SKU-001', '1', '/img/mug.jpg'];

/** @throws when it knows no text of the form that is asked for: add one to `texts` */
export function exampleOf(schema: JsonSchema): unknown {
  const [type] = [schema.type].flat();
  if (schema.enum !== undefined) return schema.enum[0];
  if (type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, of]) => [name, exampleOf(only(of))]));
  if (type === 'array') return [exampleOf(only(schema.items))];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  const pattern = new RegExp(schema.pattern ?? '');
  const text = [...texts, newId()].find((text) => pattern.test(text));
  if (type === 'string' && text !== undefined) return text;
  throw new Error(`no example of ${JSON.stringify(schema)}`);
}

/** JSON Schema allows true, false and lists of schemas where one stands; zod writes neither for what clients send here. */
export function only(schema: JsonSchema['items']): JsonSchema {
  if (typeof schema === 'object' && !Array.isArray(schema)) return schema;
  throw new Error(`not one schema: ${JSON.stringify(schema)}`);
}
