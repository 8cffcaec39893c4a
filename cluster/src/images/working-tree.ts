// The images of the sources as they are now, each time under a tag of their own: pods change when the sources did.

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { home } from '@paidonce/local/programs';
import { z } from 'zod';
import { run } from '../programs/run.ts';
import { say } from '../say.ts';
import { settings } from '../settings.ts';
import { bringImages } from './bring-images.ts';
import { buildImages, imageNames } from './build-images.ts';
import { dockerFor } from './docker-engine.ts';

const file = join(home(), 'built.json');
const built = z.object({ context: z.string(), registry: z.string(), tag: z.string() });

/** What was built last: for which cluster, where its nodes find it, and under which tag. */
export type Built = z.output<typeof built>;

/** Builds the images and brings them onto the nodes of the cluster. */
export async function buildWorkingTree(context: string, target: string): Promise<Built> {
  const { env, isInsideNode } = await dockerFor(context, target);
  await buildImages('dev', env);
  const names = await imageNames('dev');
  const ids = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', ...names], { env });
  const tag = `dev-${createHash('sha256').update(ids).digest('hex').slice(0, 12)}`;
  const tagged = await imageNames(tag);
  for (const [index, name] of names.entries()) await run('docker', ['tag', name, tagged[index] ?? ''], { env });
  if (!isInsideNode) await bringImages(tagged);
  say(`built and brought to ${context}: ${tag}`);
  const registry = isInsideNode ? '' : (settings.registry ?? ''); // what is on the node was pushed nowhere
  const result = { context, registry, tag };
  await mkdir(home(), { recursive: true });
  await writeFile(file, JSON.stringify(result));
  return result;
}

/** @throws when nothing was built, or for another cluster */
export async function lastBuilt(context: string): Promise<Built> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error('There are no images yet: make build, then run make apply again.');
  const last = built.parse(JSON.parse(text));
  if (last.context === context) return last;
  throw new Error(
    `The images were built for the context ${last.context}, not for ${context}: make build, then run make apply again.`,
  );
}
