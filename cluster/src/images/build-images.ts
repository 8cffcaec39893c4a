// `make images`, and what they are called.

import { join } from 'node:path';
import { run } from '../programs/run.ts';
import { say } from '../say.ts';
import { chartValues } from '../shop/chart-values.ts';

const root = join(import.meta.dirname, '../../..');

/** Builds an image for each service and one for the operator. @param env names the Docker engine, if it is not this machine's */
export async function buildImages(tag: string, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  say(`make images TAG=${tag}`);
  await run('make', ['--no-print-directory', '-C', root, 'images', `TAG=${tag}`], { env, isShown: true });
}

export async function imageNames(tag: string): Promise<string[]> {
  return [...Object.keys((await chartValues()).services), 'ops'].map((name) => `paidonce/${name}:${tag}`);
}
