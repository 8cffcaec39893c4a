// What a container finds in its environment, with made-up secrets in the places of those that the cluster has.

import type { EnvironmentVariable } from './pods.ts';

export type Environment = {
  /** All of it, with `$(OTHER)` filled in as the kubelet does. */
  variables: Record<string, string>;
  /** Those that are there to be filled in elsewhere. */
  ingredients: ReadonlySet<string>;
};

/** @param secretFor what stands under a key of a Secret; what else comes from elsewhere is left out */
export function environmentOf(
  env: readonly EnvironmentVariable[],
  secretFor: (secret: { name: string; key: string }) => string,
): Environment {
  const variables: Record<string, string> = {};
  const ingredients = new Set<string>();
  for (const { name, value, valueFrom } of env) {
    const text = value ?? (valueFrom?.secretKeyRef && secretFor(valueFrom.secretKeyRef));
    if (text === undefined) continue;
    variables[name] = text.replace(/\$\((\w+)\)/g, (reference, other: string) => {
      ingredients.add(other);
      return variables[other] ?? reference;
    });
  }
  return { variables, ingredients };
}
