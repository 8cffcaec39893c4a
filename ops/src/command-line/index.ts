export { type Command, command, type Options, UsageError } from './command.ts';
export { run } from './run.ts';
