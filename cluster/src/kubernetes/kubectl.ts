// kubectl, in the namespace that the tests have for themselves.

import { settings } from '../settings.ts';
import { run } from './run.ts';

export const node = '/usr/local/bin/node';

/** @throws with kubectl's own words */
export function kubectl(...args: string[]): Promise<string> {
  return run('kubectl', ['--namespace', settings.namespace, ...args]);
}

/** Makes these objects, or makes them so. */
export async function apply(...objects: object[]): Promise<void> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await run('kubectl', ['--namespace', settings.namespace, 'apply', '--filename', '-'], { input });
}

/** @returns what kubectl has of these objects, as it came */
export async function get<Kind>(...args: string[]): Promise<Kind> {
  // The API server's own shapes; who asks says which.
  return JSON.parse(await kubectl('get', ...args, '--output', 'json')) as Kind;
}
