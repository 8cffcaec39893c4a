// The environment is parsed once, at the start, by the service's own zod schema; besides, only the fault point and
// OpenTelemetry's exporter read it.

import type { z } from 'zod';

/** The environment is not acceptable. `sentences` has one per variable; none repeats a value, which may be a secret. */
export class InvalidConfig extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'InvalidConfig';
    this.sentences = sentences;
  }
}

/**
 * Parses the environment. An empty variable counts as absent, as shells and Kubernetes write "not set" that way.
 * @throws InvalidConfig naming every variable that is missing or wrong, all at once
 */
export function loadConfig<Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present, { error: messageOf });
  if (parsed.success) return parsed.data;
  const sentences = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const variable = issue.path.join('.') || 'The environment';
    if (!sentences.has(variable)) sentences.set(variable, `${variable} ${issue.message}.`);
  }
  throw new InvalidConfig([...sentences.values()]);
}

/** zod's own messages can repeat the value; these do not. A piece's own message (see variables.ts) goes before them. */
const messageOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.join(', ')}`;
  return 'is not acceptable';
};
