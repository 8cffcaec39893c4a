// The namespace that the tests have for themselves, while they run.

import { say } from '../say.ts';
import { settings } from '../settings.ts';
import { everythingIn } from './everything-in.ts';
import { apply, kubectl } from './kubectl.ts';

/** @throws when somebody else's things may be in it */
export async function expectEmptyNamespace(): Promise<void> {
  const left = await everythingIn();
  if (left.length === 0) return;
  throw new Error(
    `The namespace ${settings.namespace} is not empty: ${left.join(', ')}. Take that away, or name another namespace by PAIDONCE_NAMESPACE.`,
  );
}

/** One that takes no pod but those that are `restricted`. */
export async function makeNamespace(): Promise<void> {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: settings.namespace, labels } });
}

export async function removeNamespace(): Promise<void> {
  say(`the namespace ${settings.namespace} is removed`);
  await kubectl('delete', 'namespace', settings.namespace, '--ignore-not-found', '--wait');
}
