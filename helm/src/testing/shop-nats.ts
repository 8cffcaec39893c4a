// A real nats-server with the very configuration that the chart gives it, but for the directory, and passwords in the place of the Secrets'.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats } from '@paidonce/local/servers';
import { environmentOf, podsOf, renderChart } from '../rendering/index.ts';

export type ShopNats = {
  /** Where a user of the chart's comes in: name and password included. */
  urlOf(user: string): string;
  close(): Promise<void>;
};

/** @param values what differs from values.yaml */
export async function startShopNats(values: object = {}): Promise<ShopNats> {
  const rendered = await renderChart({ values });
  const configuration = rendered.find(({ object }) => object.kind === 'ConfigMap' && object.metadata.name === 'nats');
  const pod = podsOf(rendered).find(({ owner }) => owner === 'StatefulSet nats');
  const { variables } = environmentOf(pod?.containers[0]?.env ?? [], ({ name, key }) => `${name}.${key}`);
  const dir = await mkdtemp(join(tmpdir(), 'paidonce-shop-nats-'));
  const file = join(dir, 'nats.conf');
  const text = configuration?.object.data?.['nats.conf'] ?? '';
  await writeFile(file, text.replace('store_dir: /data', `store_dir: ${join(dir, 'jetstream')}`));
  const server = await startNats({ dir, config: { file, env: { ...variables, SERVER_NAME: 'nats-0' } } });
  return {
    urlOf(user) {
      const password = variables[`${(user === 'administrator' ? 'system' : user).toUpperCase()}_PASSWORD`];
      return server.url.replace('//', `//${user}:${password}@`);
    },
    async close() {
      await server.kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
