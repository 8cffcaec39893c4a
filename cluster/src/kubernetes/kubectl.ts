// kubectl, in the context and the namespace that this run is about.

import { run } from '../programs/run.ts';
import { settings } from '../settings.ts';
import { pinnedContext } from './context.ts';

export const node = '/usr/local/bin/node';

/** @throws with kubectl's own words */
export function kubectl(...args: string[]): Promise<string> {
  return run('kubectl', inPlace(args));
}

/** @returns the words for kubectl with the place before them */
export function inPlace(args: readonly string[]): string[] {
  return ['--context', pinnedContext(), '--namespace', settings.namespace, ...args];
}

/** Makes these objects, or makes them so. */
export async function apply(...objects: object[]): Promise<void> {
  await applyText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
}

/** The same for manifests. @returns what kubectl says that it did */
export function applyText(input: string, ...options: string[]): Promise<string> {
  return run('kubectl', inPlace(['apply', ...options, '--filename', '-']), { input });
}

/** Its words go to the terminal as they come. */
export async function show(...args: string[]): Promise<void> {
  await run('kubectl', inPlace(args), { isShown: true });
}

/** @returns what kubectl has of these objects, as it came */
export async function get<Kind>(...args: string[]): Promise<Kind> {
  // The API server's own shapes; who asks says which.
  return JSON.parse(await kubectl('get', ...args, '--output', 'json')) as Kind;
}
