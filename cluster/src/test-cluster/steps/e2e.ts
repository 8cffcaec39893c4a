// The end-to-end tests that need a gateway alone, and the Postman collection, through a forwarded port.

import { kubectl, node } from '../../kubernetes/kubectl.ts';
import { withPortForward } from '../../kubernetes/port-forward.ts';
import { testGateway } from '../../shop/test-gateway.ts';
import type { Step } from '../step.ts';

export const e2e: Step = {
  name: 'e2e',
  about: 'the end-to-end tests and the Postman collection through a port-forward',
  needsShop: true,
  async run() {
    const makeAdmin = (email: string) =>
      kubectl('exec', 'deployment/user-svc', '--', node, 'src/main.ts', 'make-admin', email);
    await withPortForward('api-gateway', 80, (url) => testGateway(url, makeAdmin));
  },
};
