// `make test-gateway` against a shop that runs somewhere.

import { join } from 'node:path';
import { run } from '../programs/run.ts';
import { say } from '../say.ts';
import { Customer } from './customer.ts';

const root = join(import.meta.dirname, '../../..');

/** @param makeAdmin has the shop make an administrator of the account with this address. @returns that one */
export async function testGateway(url: string, makeAdmin: (email: string) => Promise<unknown>): Promise<Customer> {
  const admin = new Customer();
  await admin.signUp(url);
  await makeAdmin(admin.email);
  say(`make test-gateway against ${url}`);
  const env = {
    ...process.env,
    PAIDONCE_GATEWAY_URL: url,
    PAIDONCE_ADMIN_EMAIL: admin.email,
    PAIDONCE_ADMIN_PASSWORD: admin.password,
  };
  await run('make', ['-C', root, 'test-gateway', 'only='], { env, isShown: true });
  return admin;
}
