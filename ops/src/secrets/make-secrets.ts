// Makes what is missing and leaves what is there, so that it may be run again, and by two at once.

import { makePassword } from '@paidonce/shared/secrets';
import type { KubernetesSecrets } from './kubernetes-secrets.ts';
import { makePrivateKey, publicHalfOf } from './make-key.ts';
import type { Kind, WantedSecret } from './wanted.ts';

export type Outcome = { name: string; outcome: 'made' | 'completed' | 'was there'; keys: string[] };

/** Where they are kept: in a cluster, or wherever a container is run. */
export type SecretStore = Pick<KubernetesSecrets, 'find' | 'create' | 'add'>;

/** @returns what became of each, without any value */
export async function makeSecrets(secrets: SecretStore, wanted: readonly WantedSecret[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const one of wanted) outcomes.push(await ensure(secrets, one)); // in their order: a public half needs its private one
  return outcomes;
}

/** Looks again whenever somebody else was faster. */
async function ensure(secrets: SecretStore, { name, keys }: WantedSecret): Promise<Outcome> {
  for (;;) {
    const found = await secrets.find(name);
    const missing = Object.entries(keys).filter(([key]) => found?.values[key] === undefined);
    const values: Record<string, string> = {};
    for (const [key, kind] of missing) values[key] = await make(secrets, kind);
    const named = { name, keys: Object.keys(values) };
    if (found === undefined) {
      if (await secrets.create(name, values)) return { ...named, outcome: 'made' };
    } else {
      if (missing.length === 0) return { ...named, outcome: 'was there' };
      if (await secrets.add(name, found.version, values)) return { ...named, outcome: 'completed' };
    }
  }
}

async function make(secrets: SecretStore, kind: Kind): Promise<string> {
  if (kind === 'password') return makePassword();
  if (kind === 'es256-private-key') return makePrivateKey();
  const { secret, key } = kind.publicHalfOf;
  const privateKey = (await secrets.find(secret))?.values[key];
  if (privateKey === undefined) throw new Error(`${secret} has no ${key}, whose public half is wanted`);
  return publicHalfOf(privateKey);
}
