import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Rendered, renderChart } from './rendering/index.ts';

/** What docs/development.md asks of whoever adds a service. */
const inventory = {
  host: 'inventory-svc',
  stream: 'INVENTORY',
  follows: ['ORDERS', 'USERS'],
  calls: ['products'],
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '384Mi' } },
  autoscaling: { minReplicas: 2, maxReplicas: 4, cpuUtilization: 70 },
};

const nameOf = ({ object }: Rendered) => `${object.kind} ${object.metadata.name}`;

describe('one more entry in the map of services', () => {
  let rendered: Rendered[];
  let usual: string[];
  beforeAll(async () => {
    rendered = await renderChart({ values: { services: { inventory } } });
    usual = (await renderChart()).map(nameOf);
  });

  const textOf = (name: string) => rendered.find((one) => nameOf(one) === name)?.text ?? '';

  it('is a service with all that the others have', () => {
    const added = rendered.map(nameOf).filter((name) => !usual.includes(name));
    expect(added.sort()).toEqual([
      'ConfigMap inventory-db',
      'Deployment inventory-svc',
      'HorizontalPodAutoscaler inventory-svc',
      'NetworkPolicy inventory-db',
      'NetworkPolicy inventory-svc',
      'PodDisruptionBudget inventory-db',
      'PodDisruptionBudget inventory-svc',
      'Service inventory-db',
      'Service inventory-svc',
      'ServiceAccount inventory-svc',
      'StatefulSet inventory-db',
    ]);
  });

  it('is let in where it calls', () => {
    expect(textOf('NetworkPolicy product-svc')).toContain('app.kubernetes.io/name: inventory-svc');
    expect(textOf('NetworkPolicy orders-svc')).not.toContain('inventory-svc');
  });

  it('is a user of NATS who may tell what is its own', () => {
    const nats = rendered.find(({ source }) => source === 'nats/config-map.yaml')?.text ?? '';
    expect(nats).toMatch(/user: inventory\b/);
    expect(nats).toContain('"inventory.>"');
    expect(nats).toContain('"$JS.ACK.ORDERS.inventory.>"');
  });

  it('has secrets that are made for it', () => {
    const wanted: { name: string; keys: object }[] = JSON.parse(
      rendered.find(({ source }) => source === 'secrets/config-map.yaml')?.object.data?.['wanted.json'] ?? '[]',
    );
    expect(wanted.filter(({ name }) => name.startsWith('inventory'))).toEqual([
      {
        name: 'inventory-svc',
        keys: { 'nats-password': 'password', 'database-password': 'password', 'database-owner-password': 'password' },
      },
      { name: 'inventory-db', keys: { 'postgres-password': 'password' } },
    ]);
  });

  it('has a database of its own, with a role that owns and one that serves', () => {
    const urls = textOf('Deployment inventory-svc').match(/postgres:\/\/[^"]*/g);
    expect(urls).toEqual([
      'postgres://inventory_owner:$(DATABASE_PASSWORD)@inventory-db:5432/inventory',
      'postgres://inventory:$(DATABASE_PASSWORD)@inventory-db:5432/inventory',
    ]);
  });
});
