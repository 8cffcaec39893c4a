// Every route of every service, from the services' own tables: a new one is tested without anybody remembering to.

import type { DatabaseOwner } from '@paidonce/local/system';
import { routes as orders } from '@paidonce/orders/src/routes.ts';
import { routes as payments } from '@paidonce/payments/src/routes.ts';
import { routes as products } from '@paidonce/products/src/routes.ts';
import type { Route } from '@paidonce/shared/http';
import { routes as users } from '@paidonce/users/src/routes.ts';

export type ServiceRoute = { service: DatabaseOwner; route: Route['definition'] };

// The tables are read and their handlers never called, so nothing that those work with is needed.
const nothing = {} as never;

export const everyRoute: readonly ServiceRoute[] = [
  ...of('users', users(nothing)),
  ...of('products', products(nothing)),
  ...of('orders', orders(nothing)),
  ...of('payments', payments(nothing)),
];

function of(service: DatabaseOwner, routes: readonly Route[]): ServiceRoute[] {
  return routes.map(({ definition }) => ({ service, route: definition }));
}
