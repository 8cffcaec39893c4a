// What every command of `npx paidonce` is made of: its name, its options, and the help that is printed from both.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { wrapped } from '../wording.ts';

/** @property placeholder stands for the value in the help, such as `SERVICE`; a switch has none */
type Option = { type: 'boolean' | 'string'; about: string; placeholder?: string };
export type Options = Record<string, Option>;

/** What the person typed behind the command's name. */
type Given<Taken extends Options> = {
  values: { [Name in keyof Taken]?: (Taken[Name]['type'] extends 'boolean' ? boolean : string) | undefined };
  /** The words that are no options: ids, names. */
  words: readonly string[];
};

type Definition<Taken extends Options> = {
  /** `audit`, or `dead-letters list`. */
  name: string;
  /** The words that it takes, such as `<order id>`, or `[event id]` for one that may be left out. */
  takes?: readonly string[];
  /** For the list of commands. */
  summary: string;
  /** For its own help; lines of at most 80 characters. */
  about: string;
  options?: Taken;
  /** What its exit code says besides 2, which is the same for all. */
  exitCodes: string;
  /** @returns the exit code */
  run(given: Given<Taken & typeof everywhere>): Promise<number>;
};

export type Command = {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** @throws UsageError */
  run(args: string[]): Promise<number>;
};

/** It was typed wrongly. The message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const everywhere = {
  json: { type: 'boolean', about: 'Prints JSON, for scripts.' },
  help: { type: 'boolean', about: 'Prints this.' },
} as const satisfies Options;

export function command<const Taken extends Options = Record<never, Option>>(definition: Definition<Taken>): Command {
  const { name, summary, takes = [] } = definition;
  const options = { ...definition.options, ...everywhere };
  return {
    name,
    summary,
    help: helpOf(definition, options),
    async run(args) {
      const { values, positionals: words } = parse(args, options);
      const missing = takes[words.length];
      if (missing?.startsWith('<')) throw new UsageError(`It needs ${missing}.`);
      const empty = takes[words.findIndex((word) => word.trim() === '')];
      if (empty !== undefined) throw new UsageError(`The ${empty.slice(1, -1)} is empty.`);
      const [surplus] = words.slice(takes.length);
      if (surplus !== undefined) throw new UsageError(`It does not know what to do with "${surplus}".`);
      // parseArgs has checked each value against its option's type, which the compiler cannot follow through the spread above.
      return await definition.run({ values: values as Given<Taken & typeof everywhere>['values'], words });
    },
  };
}

function parse(args: string[], options: Options) {
  const wanted: ParseArgsConfig['options'] = Object.fromEntries(
    Object.entries(options).map(([name, { type }]) => [name, { type }]),
  );
  try {
    return parseArgs({ args, options: wanted, allowPositionals: true, strict: true });
  } catch (error) {
    // Its message goes on with advice about `--`, which is of no help here.
    const [sentence = ''] = error instanceof Error ? error.message.split('. To specify') : [String(error)];
    throw new UsageError(sentence.replace(/\.?$/, '.'));
  }
}

function helpOf({ name, takes = [], about, exitCodes }: Omit<Definition<Options>, 'run'>, options: Options): string {
  const flags = Object.entries(options).map(
    ([flag, { placeholder, about }]) => [`--${flag}${placeholder ? ` ${placeholder}` : ''}`, about] as const,
  );
  const width = Math.max(...flags.map(([flag]) => flag.length)) + 2;
  const lines = flags.map(([flag, about]) => `  ${flag.padEnd(width)}${about}`);
  return `npx paidonce ${[name, ...takes].join(' ')} [options]

${about}

${lines.join('\n')}

${wrapped(`Exit code: ${exitCodes}; 2 it could not look, or was typed wrongly.`)}
`;
}
