// All objects of the namespace, of whatever kind.

import { kubectl } from './kubectl.ts';

/** What every namespace has, what passes by itself, and what is only a way to look at pods. */
const notOurs =
  /^(serviceaccount\/default|configmap\/kube-root-ca\.crt|event(\.events\.k8s\.io)?\/.*|lease\.coordination\.k8s\.io\/.*|podmetrics\.metrics\.k8s\.io\/.*)$/;

/** @param selector by labels, when not all of it is asked for. @returns such as `secret/nats` */
export async function everythingIn(selector?: string): Promise<string[]> {
  const kinds = (await kubectl('api-resources', '--verbs=list', '--namespaced', '--output', 'name')).trim();
  const which = selector === undefined ? [] : ['--selector', selector];
  const found = await kubectl('get', kinds.split('\n').join(','), ...which, '--ignore-not-found', '--output', 'name');
  return found.split('\n').filter((name) => name !== '' && !notOurs.test(name));
}
