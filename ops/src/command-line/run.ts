// From what was typed to an exit code.

import { nearest } from '../nearest.ts';
import { CouldNotLook } from '../sources/index.ts';
import { type Command, UsageError } from './command.ts';

/** The exit code when nothing can be said: typed wrongly, or something that has to be seen is not there. */
const couldNot = 2;

/** Runs the command that the words name. @returns the exit code; everything else has been printed */
export async function run(commands: readonly Command[], args: string[]): Promise<number> {
  const [first = 'help', second = '--help'] = args;
  if (first === 'help' || first === '--help') return tell(listOf(commands));
  const command = commands.find(({ name }) => `${args.join(' ')} `.startsWith(`${name} `));
  if (command) return await runOne(command, args.slice(command.name.split(' ').length));

  const family = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (family.length > 0 && second === '--help') return tell(listOf(family));
  const typed = family.length > 0 ? `${first} ${second}` : first;
  const names = commands.flatMap(({ name }) => [name, ...name.split(' ', 1)]);
  const meant = nearest(typed, names);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return complain(`paidonce has no command "${typed}".${hint}\n\n${listOf(family.length > 0 ? family : commands)}`);
}

async function runOne(command: Command, args: string[]): Promise<number> {
  if (args.includes('--help')) return tell(command.help);
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof UsageError) return complain(`${error.message}\n\n${command.help}`);
    if (error instanceof CouldNotLook) return complain(`${error.message}\n`);
    return complain(`${error instanceof Error ? error.stack : error}\n`); // a bug
  }
}

function listOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return `npx paidonce <command> [options]

${lines.join('\n')}

Each has --help, and --json for scripts. The running system is found by
DATABASE_URL_USERS, DATABASE_URL_PRODUCTS, DATABASE_URL_ORDERS,
DATABASE_URL_PAYMENTS and NATS_URL, or by what make up wrote down.
Exit code: 0 all is well; 1 something is not; 2 it could not look, or was typed
wrongly.
`;
}

function tell(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(text: string): number {
  process.stderr.write(text);
  return couldNot;
}
