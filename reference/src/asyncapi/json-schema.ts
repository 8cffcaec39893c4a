// From zod to the JSON Schema that AsyncAPI has for payloads.

import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** As it is sent. Fields may be added to a message, so none is forbidden; a format says enough without its regular expression. */
export function jsonSchema(schema: z.core.$ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return rest;
}
