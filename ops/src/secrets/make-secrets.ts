// Makes what is missing and leaves what is there, so that it may be run again, and by two at once.

import { makePassword } from '@paidonce/shared/secrets';
import type { KubernetesSecrets } from './kubernetes-secrets.ts';
import { makePrivateKey, publicHalfOf } from './make-key.ts';
import type { Kind, PublicHalf, WantedSecret } from './wanted.ts';

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
    const values: Record<string, string> = {};
    for (const [key, kind] of Object.entries(keys)) {
      const value = await lacking(secrets, kind, found?.values[key]);
      if (value !== undefined) values[key] = value;
    }
    const named = { name, keys: Object.keys(values) };
    if (found === undefined) {
      if (await secrets.create(name, values)) return { ...named, outcome: 'made' };
    } else {
      if (Object.keys(values).length === 0) return { ...named, outcome: 'was there' };
      if (await secrets.add(name, found.version, values)) return { ...named, outcome: 'completed' };
    }
  }
}

/** @returns the value that has to be written, or undefined when the one that is there will do */
async function lacking(secrets: SecretStore, kind: Kind, value: string | undefined): Promise<string | undefined> {
  if (typeof kind === 'object') return lackingHalf(await halfOf(secrets, kind), value);
  if (value !== undefined) return undefined;
  return kind === 'password' ? makePassword() : makePrivateKey();
}

/** A private key that was lost is made anew: its public half goes before those that are there, whose tokens stay good. */
function lackingHalf(half: string, value = ''): string | undefined {
  return value.includes(half.trim()) ? undefined : half + value;
}

async function halfOf(secrets: SecretStore, { publicHalfOf: { secret, key } }: PublicHalf): Promise<string> {
  const privateKey = (await secrets.find(secret))?.values[key];
  if (privateKey === undefined) throw new Error(`${secret} has no ${key}, whose public half is wanted`);
  return publicHalfOf(privateKey);
}
