// From zod to the schemas of an OpenAPI document. Those that have a name (`.meta({ id })`) stand in it once, as components.

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { JsonSchema } from './types.ts';

export type OpenApiSchemas = {
  /** Every schema with a name that was met so far. */
  components: Record<string, JsonSchema>;
  /**
   * @param io `input`: what a client sends, before defaults and transformations; `output`: what it gets
   * @throws when the schema cannot be told in JSON, or when two schemas of different shape have one name
   */
  of(schema: z.ZodType, io: 'input' | 'output'): JsonSchema;
};

export function openApiSchemas(): OpenApiSchemas {
  const components: Record<string, JsonSchema> = {};
  return {
    components,
    of(schema, io) {
      const {
        $schema: _,
        $defs = {},
        ...converted
      } = inComponents(z.toJSONSchema(schema, { io, override: plain(io) }));
      for (const [name, shape] of Object.entries($defs)) {
        if (name in components && !isDeepStrictEqual(components[name], shape))
          throw new Error(`Two different schemas have the name ${name}`);
        components[name] = shape;
      }
      return converted;
    },
  };
}

/** zod puts named schemas under `$defs` of each schema that has them inside. */
function inComponents(schema: JsonSchema): JsonSchema {
  const moved: unknown = JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value,
  );
  return moved as JsonSchema; // the same schema with other references
}

/** Leaves out what is true and of no use to a reader, and keeps the examples. */
const plain =
  (io: 'input' | 'output') =>
  ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: JsonSchema }) => {
    // zod drops them where a field inside is transformed, not knowing of which side they are. Ours are what clients send.
    const { examples } = z.globalRegistry.get(zodSchema) ?? {};
    if (io === 'input' && examples !== undefined) jsonSchema.examples = [examples].flat();
    // The format says it; zod's patterns fill half a page.
    if (jsonSchema.format !== undefined || jsonSchema.type === 'integer') delete jsonSchema.pattern;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    // Answers may get more fields one day; who refuses them today breaks then.
    if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  };
