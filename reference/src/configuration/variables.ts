// What a service's schema says of its variables.

import { z } from 'zod';

export type Variable = {
  name: string;
  meaning: string;
  isRequired: boolean;
  /** What holds when it is not set, if anything does. */
  standard: string;
  /** The words that it may be, where these are few. */
  words: readonly string[];
};

/** @throws Error for a variable that does not say what it means */
export function variablesOf({ shape }: z.ZodObject<Record<string, z.ZodType>>): Variable[] {
  return Object.entries(shape).map(([name, schema]) => {
    if (!schema.description) throw new Error(`${name} does not say what it means: give it a .describe('…')`);
    const unset = schema.safeParse(undefined);
    const { enum: words = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    return {
      name,
      meaning: schema.description,
      isRequired: !unset.success,
      standard: String(unset.data ?? ''), // an empty list is nothing, too
      words: words.map(String),
    };
  });
}
