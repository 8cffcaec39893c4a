// `helm uninstall` leaves the Secrets and the volumes, by which the next `helm install` finds everything again, and nothing else.

import { eventually } from '../../eventually.ts';
import { everythingIn } from '../../kubernetes/everything-in.ts';
import { withPortForward } from '../../kubernetes/port-forward.ts';
import { say } from '../../say.ts';
import { Customer } from '../../shop/customer.ts';
import { deploy, uninstall as uninstallRelease } from '../../shop/release.ts';
import type { Step } from '../step.ts';

const kept = /^(secret|persistentvolumeclaim)\//;

export const uninstall: Step = {
  name: 'uninstall',
  about: 'helm uninstall leaves Secrets and volumes alone, and a new installation finds all that there was',
  needsShop: true,
  async run() {
    const customer = new Customer();
    const order = await withPortForward('api-gateway', 80, async (url) => {
      await customer.signUp(url);
      return customer.payOrder(url);
    });
    await expectOnlyKept();
    say(`installed again: ${await deploy()}`);
    const status = await withPortForward('api-gateway', 80, (url) => customer.statusOf(url, order));
    say(`an order of before is ${status}`);
    if (status !== 'paid') throw new Error(`the order ${order} was paid`);
    await expectOnlyKept();
  },
};

async function expectOnlyKept(): Promise<void> {
  await uninstallRelease();
  const left = await eventually('nothing is left but Secrets and volumes', async () => {
    const all = await everythingIn();
    const others = all.filter((name) => !kept.test(name));
    if (others.length > 0) say(`still there: ${others.join(' ')}`);
    return others.length > 0 ? undefined : all;
  });
  say(`helm uninstall leaves ${left.join(' ')}`);
}
