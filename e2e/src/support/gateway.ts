// The gateway that the tests of gateway/ talk to: the one that PAIDONCE_GATEWAY_URL names, or that of a shop of their own.

import { randomBytes } from 'node:crypto';
import { describe, it } from '@jest/globals';
import { type ServiceName, type System, serviceNames } from '@paidonce/local/system';
import { type Account, logIn, signUp } from './account.ts';
import { Customer } from './customer.ts';
import { instanceOf, openShop, type Shop, type ShopOptions } from './shop.ts';

export type Gateway = Pick<System, 'gatewayUrl' | 'jwtSecretKey'> & {
  /** Where a service is asked directly; the gateway's, where only that is given. */
  urlOf(service: ServiceName): string;
  /** The last lines that a service of one's own shop has written. */
  logsOf(service: ServiceName): string[];
  /** Somebody who has signed up. */
  customer(): Promise<Customer>;
  /** Who may do everything, with the email and the password that a given shop has for them. */
  administrator(): Promise<Customer>;
  close(): Promise<void>;
};

const { PAIDONCE_GATEWAY_URL: given } = process.env;

/** The seeded one unless told, as in the environment of the Postman collection. */
export const administratorAccount = {
  email: process.env.PAIDONCE_ADMIN_EMAIL ?? 'admin@test.com',
  password: process.env.PAIDONCE_ADMIN_PASSWORD ?? 'password123',
};

/** What can be asked directly. */
export const reachable: readonly ServiceName[] = given ? ['gateway'] : serviceNames;

/** For what needs more than a gateway: skipped, and reported so, where only that is given. */
export const describeOfOwnShop = given ? describe.skip : describe;
export const itOfOwnShop = given ? it.skip : it;

/** @param env of the services of a shop that is started here; a given one is as it is */
export async function openGateway(env: ShopOptions['env'] = {}): Promise<Gateway> {
  return given ? givenGateway(given.replace(/\/$/, '')) : gatewayOf(await openShop({ env }));
}

function gatewayOf(shop: Shop): Gateway {
  return {
    ...accountsAt(shop),
    urlOf: (service) => instanceOf(shop, service).url,
    logsOf: (service) => instanceOf(shop, service).logs(),
    close: () => shop.close(),
  };
}

function givenGateway(gatewayUrl: string): Gateway {
  // What this key signs is refused there like every forgery.
  const jwtSecretKey = randomBytes(32).toString('base64url');
  return {
    ...accountsAt({ gatewayUrl, jwtSecretKey }),
    urlOf: () => gatewayUrl,
    logsOf: () => [],
    close: async () => {},
  };
}

function accountsAt({ gatewayUrl, jwtSecretKey }: Pick<System, 'gatewayUrl' | 'jwtSecretKey'>) {
  const as = (account: Account) => new Customer({ gatewayUrl, jwtSecretKey }, 'user', account);
  return {
    gatewayUrl,
    jwtSecretKey,
    customer: async () => as(await signUp(gatewayUrl)),
    administrator: async () => as(await logIn(gatewayUrl, administratorAccount)),
  };
}
