// `helm install` into an empty namespace that refuses every pod which is not `restricted`; until the first order is PAID.

import { expectEmptyNamespace, makeNamespace } from '../../kubernetes/namespace.ts';
import { withPortForward } from '../../kubernetes/port-forward.ts';
import { say, since } from '../../say.ts';
import { Customer } from '../../shop/customer.ts';
import { deploy, testRelease } from '../../shop/release.ts';
import type { Step } from '../step.ts';

export const install: Step = {
  name: 'install',
  about: 'helm install into an empty namespace with Pod Security restricted, and helm test',
  needsShop: false,
  async run() {
    await expectEmptyNamespace();
    await makeNamespace();
    const start = Date.now();
    say(`helm install took ${await deploy()}`);
    await withPortForward('api-gateway', 80, async (url) => {
      const customer = new Customer();
      await customer.signUp(url);
      await customer.payOrder(url);
    });
    say(`from helm install to the first order that is PAID: ${since(start)}`);
    const told = await testRelease();
    say(`helm test: ${/^Phase: +(\w+)/m.exec(told)?.[1]}`);
  },
};
