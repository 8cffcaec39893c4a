// The end-to-end tests that need a gateway alone, and the Postman collection, through a forwarded port.

import { join } from 'node:path';
import { kubectl, node } from '../../kubernetes/kubectl.ts';
import { withPortForward } from '../../kubernetes/port-forward.ts';
import { run } from '../../programs/run.ts';
import { say } from '../../say.ts';
import { Customer } from '../../shop/customer.ts';
import type { Step } from '../step.ts';

const root = join(import.meta.dirname, '../../../..');

export const e2e: Step = {
  name: 'e2e',
  about: 'the end-to-end tests and the Postman collection through a port-forward',
  needsShop: true,
  async run() {
    await withPortForward('api-gateway', 80, async (url) => {
      const admin = new Customer();
      await admin.signUp(url);
      await kubectl('exec', 'deployment/user-svc', '--', node, 'src/main.ts', 'make-admin', admin.email);
      say(`make test-gateway against ${url}`);
      const env = {
        ...process.env,
        PAIDONCE_GATEWAY_URL: url,
        PAIDONCE_ADMIN_EMAIL: admin.email,
        PAIDONCE_ADMIN_PASSWORD: admin.password,
      };
      await run('make', ['-C', root, 'test-gateway', 'only='], { env, isShown: true });
    });
  },
};
