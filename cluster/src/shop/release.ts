// The shop in the cluster, as Helm installs it.

import { join } from 'node:path';
import { helm } from '@paidonce/helm/tools';
import { pinnedContext } from '../kubernetes/context.ts';
import { kubectl } from '../kubernetes/kubectl.ts';
import { run } from '../programs/run.ts';
import { since } from '../say.ts';
import { release, settings } from '../settings.ts';

export type Values = Record<string, unknown>;

/** Its folder. */
export const chart = join(import.meta.dirname, '../../../helm/paidonce');
const timeout = '10m';

/** What every release of these tests has. All of their requests come from one address. */
const everywhere: Values = {
  image: { tag: settings.tag, registry: settings.registry ?? '' },
  services: { gateway: { env: { SIGN_INS_PER_MINUTE: 0 } } },
};

/**
 * Installs the shop, or brings it to these values, and waits until all of it is ready.
 * @param version folder of the chart, if it is another one. @returns how long it took
 */
export async function deploy(changed: Values = {}, version = chart): Promise<string> {
  const start = Date.now();
  const words = ['upgrade', '--install', release, version, '--reset-values', '--wait', '--timeout', timeout];
  await inNamespace([...words, '--values', '-'], JSON.stringify(merged(everywhere, changed)));
  return since(start);
}

/**
 * Brings the shop to the chart as it is here, with these images.
 * @param valuesFile what else is to be otherwise than before. @returns how long it took
 */
export async function deployWorkingTree(
  image: { tag: string; registry: string },
  valuesFile?: string,
): Promise<string> {
  const start = Date.now();
  const words = ['upgrade', '--install', release, chart, '--reset-then-reuse-values', '--wait', '--timeout', timeout];
  const values = valuesFile === undefined ? [] : ['--values', valuesFile];
  await inNamespace([...words, ...values, '--values', '-'], JSON.stringify({ image }));
  return since(start);
}

export const rollBack = (): Promise<string> => inNamespace(['rollback', release, '--wait', '--timeout', timeout]);
export const testRelease = (): Promise<string> => inNamespace(['test', release, '--timeout', timeout]);
export const uninstall = (): Promise<string> => inNamespace(['uninstall', release, '--wait', '--timeout', timeout]);

/** For a step that is run alone. */
export async function isInstalled(): Promise<boolean> {
  const found = await inNamespace(['list', '--short', '--filter', `^${release}$`]);
  return found.trim() === release;
}

/** Waits until every Deployment and StatefulSet has the pods that it wants, and they are ready. */
export async function allReady(): Promise<void> {
  const selector = ['--selector', `app.kubernetes.io/instance=${release}`];
  const all = (await kubectl('get', 'deployments,statefulsets', ...selector, '--output', 'name')).trim().split('\n');
  for (const one of all) await kubectl('rollout', 'status', one, '--timeout', timeout);
}

async function inNamespace(words: string[], input?: string): Promise<string> {
  const place = ['--kube-context', pinnedContext(), '--namespace', settings.namespace];
  return run(await helm(), [...words, ...place], input === undefined ? {} : { input });
}

/** Of values, objects become one and all else is replaced, as Helm does it. */
function merged(before: Values, after: Values): Values {
  const both = { ...before };
  for (const [key, value] of Object.entries(after))
    both[key] = isObject(value) && isObject(both[key]) ? merged(both[key], value) : value;
  return both;
}

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
