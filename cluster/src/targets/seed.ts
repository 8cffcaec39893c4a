// `make seed`: accounts, products and an order to look at. What is there already stays as it is.

import { get, kubectl, node } from '../kubernetes/kubectl.ts';
import { withPortForward } from '../kubernetes/port-forward.ts';
import { say } from '../say.ts';
import { chartValues } from '../shop/chart-values.ts';
import { Customer } from '../shop/customer.ts';
import type { Target } from './target.ts';

type Deployment = { spec: { template: { spec: { initContainers?: { name: string }[] } } } };

/** As every demo account has it. */
const bob = { email: 'bob@example.com', password: 'password123' };
/** Bob's own name for it makes that it is ordered once. */
const exampleOrder = { id: 'example-order', items: [{ sku: 'SKU-001', quantity: 2 }] };

export const seed: Target = {
  name: 'seed',
  reach: 'changed',
  async run() {
    const { services } = await chartValues();
    for (const { host, seed } of Object.values(services)) {
      if (seed === undefined) continue;
      await expectSeeding(host, seed);
      await kubectl('exec', `deployment/${host}`, '--', node, 'src/main.ts', 'seed');
      say(`the demo ${seed}: there`);
    }
    await withPortForward('api-gateway', 80, async (url) => {
      const customer = new Customer(bob);
      const order = await customer.payOrder(url, exampleOrder);
      say(`an order of ${bob.email} is ${await customer.statusOf(url, order)}: ${order}`);
    });
    say(`admin@test.com and ${bob.email} have the password ${bob.password}.`);
  },
};

/** Where a shop was installed without them, user-svc would not start again: with a password that everybody knows, it refuses. */
async function expectSeeding(host: string, what: string): Promise<void> {
  const { spec } = await get<Deployment>('deployment', host);
  if (spec.template.spec.initContainers?.some(({ name }) => name === 'seed')) return;
  throw new Error(`This shop was installed without demo ${what}: it takes them when the chart's seed.${what} says so.`);
}
