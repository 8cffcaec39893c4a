// A program of somebody else, run to its end.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export type Running = {
  /** What it reads from its standard input. */
  input?: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Its words go to the terminal as they come, instead of into the answer. */
  isShown?: boolean;
};

/** @returns what it printed. @throws with its own words, of both streams, when it fails */
export async function run(program: string, args: readonly string[], options: Running = {}): Promise<string> {
  const output = options.isShown ? 'inherit' : 'pipe';
  const child = spawn(program, args, { env: options.env, cwd: options.cwd, stdio: ['pipe', output, output] });
  const ended = once(child, 'close');
  child.stdin?.on('error', () => {}); // it ended before it had read all: its exit code says why
  child.stdin?.end(options.input ?? '');
  const [printed, complained, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    ended,
  ]);
  if (code === 0) return printed;
  const said = [printed, complained].map((words) => words.trim()).filter(Boolean);
  throw new Error(`${program} ${beginningOf(args)} failed: ${said.join('\n') || code}`);
}

/** As much as shows what was to be done, behind the words that say where. */
const beginningOf = (args: readonly string[]): string =>
  args.length > 8 ? `${args.slice(0, 8).join(' ')} …` : args.join(' ');

/** @returns whether it failed because there is no such program */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
