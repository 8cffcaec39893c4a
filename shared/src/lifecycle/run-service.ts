// What every main.ts does: read the environment, run one command, end as the signals say.

import type { z } from 'zod';
import { InvalidConfig, loadConfig } from '../config/index.ts';
import { Problem } from '../errors/index.ts';
import { createLogger, type Level, type Logger } from '../observability/index.ts';
import type { Part } from './part.ts';
import { Refusal } from './refusal.ts';
import { serve } from './serve.ts';

/** What a command gets: the parsed environment, the service's logger, and the words behind the command's name. */
export type CommandContext<Config> = { config: Config; log: Logger; args: readonly string[] };

/** A composed service: its parts in the order of their start. */
export type Service = { parts: readonly Part[] };

export type ServiceDefinition<Schema extends z.ZodType<{ LOG_LEVEL: Level }>> = {
  name: string;
  /** Schema of the environment (see shared/config). */
  config: Schema;
  commands: {
    /** Composes the service; it is started, and stopped on a signal. */
    serve(context: CommandContext<z.output<Schema>>): Service | Promise<Service>;
  } & {
    /** Any other command runs to its end, then the process exits. */
    [command: string]: Command<z.output<Schema>> | FrugalCommand;
  };
};

type Command<Config> = (context: CommandContext<Config>) => Service | Promise<Service> | Promise<void>;

/** A command that needs less of the environment than serving does. */
export type FrugalCommand = {
  config: z.ZodType<{ LOG_LEVEL: Level }>;
  run: Command<unknown>;
};

/** @param config what the command reads of the environment, so that it can be run where nothing could be served */
export function commandWith<Schema extends z.ZodType<{ LOG_LEVEL: Level }>>(
  config: Schema,
  run: Command<z.output<Schema>>,
): FrugalCommand {
  // The pair is made here and taken apart only together: `run` gets what `config` parsed.
  return { config, run: run as FrugalCommand['run'] };
}

/**
 * Runs `node main.ts [command] [argument …]`; `serve` is the default. SIGTERM and SIGINT stop a served one within 10 s,
 * a second signal ends it at once. Exit codes: 0 done; 1 a bad environment, an unknown command, a failed one, or parts
 * that did not stop in time.
 */
export async function runService<Schema extends z.ZodType<{ LOG_LEVEL: Level }>>(
  definition: ServiceDefinition<Schema>,
  argv: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const { name, commands } = definition;
  const [commandName = 'serve', ...args] = argv;
  const command = Object.hasOwn(commands, commandName) ? commands[commandName] : undefined;
  if (command === undefined) {
    refuse(`${name} has no command "${commandName}". It has: ${Object.keys(commands).join(', ')}.`);
  }
  const { config: schema, run } = typeof command === 'function' ? commandWith(definition.config, command) : command;
  const config = configOrRefuse(name, schema);
  const log = createLogger({ name, level: config.LOG_LEVEL });
  dieLoudly(log);
  try {
    const service = await run({ config, log, args });
    if (service) await serve(service.parts, log);
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    tellFailure(log, commandName, error);
    process.exit(1);
  }
}

function configOrRefuse<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  try {
    return loadConfig(schema);
  } catch (error) {
    if (error instanceof InvalidConfig) refuse(`${name} cannot start:\n${error.sentences.join('\n')}`);
    throw error;
  }
}

/** A bug is told with its stack. What has to do with the surroundings is one sentence, and the reason underneath if there is one. */
function tellFailure(log: Logger, command: string, error: unknown): void {
  if (!(error instanceof Problem || error instanceof Refusal)) log.fatal({ err: error }, `${command} failed`);
  else {
    const reason = error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : undefined;
    log.fatal({ reason }, `${command} failed: ${error.message}`);
  }
}

/** A person reads this, before there is a logger: plain sentences on standard error. */
function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** After an error that nobody caught the process's state is unknown: going on could answer wrongly. */
function dieLoudly(log: Logger): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, event);
      process.exit(1);
    });
  }
}
