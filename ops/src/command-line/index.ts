export { type Command, command, UsageError } from './command.ts';
export { run } from './run.ts';
