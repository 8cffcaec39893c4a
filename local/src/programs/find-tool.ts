// A program that something is made or checked with: one that is here already, else one that gets installed.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { home } from './home.ts';
import { installProgram, type Way } from './install-program.ts';

const run = promisify(execFile);

export type Tool = {
  name: string;
  /** Arguments that make it say its version. */
  version: readonly string[];
  /** What a version that serves looks like. */
  serves: RegExp;
  ways: readonly Way[];
  /** What a person can do where nothing could be installed. */
  advice: string;
};

/**
 * First that serves: one on PATH, the copy under `.paidonce/`, one installed there now.
 * @returns the path (or the bare name, found on PATH)
 * @throws a sentence that names the ways to get one
 */
export async function findTool(tool: Tool): Promise<string> {
  const copy = join(home(), 'bin', tool.name);
  for (const program of [tool.name, copy]) if ((await flaw(tool, program)) === undefined) return program;
  const { name, ways, advice } = tool;
  if (await installProgram({ name, target: copy, ways, flawOf: (program) => flaw(tool, program) })) return copy;
  throw new Error(`No ${name} found or installable: ${advice}`);
}

async function flaw({ version, serves }: Tool, program: string): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await run(program, [...version]);
    const said = `${stdout}${stderr}`.trim();
    return serves.test(said) ? undefined : `its version is ${said}`;
  } catch {
    return 'it does not run';
  }
}
