// The pods that the chart renders for one engine, and the secrets that it asks for.

import { type Container, environmentOf, type Pod, podsOf, type Rendered, renderChart } from '@paidonce/helm/rendering';
import { makeSecrets, type SecretStore, wantedSecrets } from '@paidonce/ops/secrets';
import { settings } from '../settings.ts';
import { chartValues } from '../shop/chart-values.ts';

export type RenderedShop = {
  pods: Pod[];
  /** The files of a ConfigMap. */
  filesOf(configMap: string): Record<string, string>;
  /** What a container finds in its environment. */
  environmentOf(container: Container): Record<string, string>;
  /** Every value that nobody is to see. */
  secrets: string[];
};

/** A container is reached by its name on the port on which it listens: no Service leads from 80 to another one. */
export const port = 80;

export async function renderShop(): Promise<RenderedShop> {
  const { services } = await chartValues();
  const listening = Object.keys(services).map((name) => [name, { env: { PORT: port } }]);
  const values = {
    image: { tag: settings.tag },
    postgres: { shared: true },
    // All requests of the tests come from one address.
    services: { ...Object.fromEntries(listening), gateway: { env: { PORT: port, SIGN_INS_PER_MINUTE: 0 } } },
  };
  const rendered = await renderChart({ values });
  const filesOf = (name: string) => configMap(rendered, name);
  const kept = await madeSecrets(filesOf('secrets')['wanted.json'] ?? '[]');
  const secretFor = ({ name, key }: { name: string; key: string }) => kept.get(name)?.[key] ?? '';
  return {
    pods: podsOf(rendered),
    filesOf,
    environmentOf: ({ env = [] }) => environmentOf(env, secretFor).variables,
    secrets: [...kept].filter(([name]) => name !== 'token-keys').flatMap(([, values]) => Object.values(values)),
  };
}

function configMap(rendered: readonly Rendered[], name: string): Record<string, string> {
  const found = rendered.find(({ object }) => object.kind === 'ConfigMap' && object.metadata.name === name);
  return found?.object.data ?? {};
}

/** Made as the chart's Job makes them, and kept in memory. */
async function madeSecrets(wanted: string): Promise<Map<string, Record<string, string>>> {
  const kept = new Map<string, Record<string, string>>();
  const store: SecretStore = {
    async find(name) {
      const values = kept.get(name);
      return values && { version: '1', values };
    },
    async create(name, values) {
      kept.set(name, values);
      return true;
    },
    async add(name, _, values) {
      kept.set(name, { ...kept.get(name), ...values });
      return true;
    },
  };
  await makeSecrets(store, wantedSecrets.parse(JSON.parse(wanted)));
  return kept;
}
