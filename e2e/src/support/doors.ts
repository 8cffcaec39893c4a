// Everywhere that a token is looked at: the gateway, and each service asked directly.

import { call, type Reply } from './call.ts';
import { instanceOf, type Shop } from './shop.ts';

export type Door = {
  name: string;
  ask(token: string): Promise<Reply>;
  /** What a good token gets. */
  open: Record<'user' | 'admin', number>;
};

const everybody = (status: number) => ({ user: status, admin: status });
const administrators = (status: number) => ({ user: 403, admin: status });

/** @param shop whose gateway cannot reach products: it alone can have refused what is asked there */
export function doorsOf(shop: Shop): Door[] {
  const door = (name: string, url: string, open: Door['open'], method = 'GET'): Door => ({
    name,
    ask: (token) => call(url, { method, token }),
    open,
  });
  const { gatewayUrl } = shop;
  const of = (name: 'users' | 'products' | 'orders' | 'payments') => instanceOf(shop, name).url;
  return [
    door('gateway', `${gatewayUrl}/products`, everybody(503)),
    door('gateway and orders', `${gatewayUrl}/orders`, everybody(200)),
    door('users', `${of('users')}/users/analytics`, administrators(200)),
    door('products', `${of('products')}/products/NOBODY-HAS-THIS`, administrators(404), 'DELETE'),
    door('orders', `${of('orders')}/orders`, everybody(200)),
    door('payments', `${of('payments')}/payments`, everybody(200)),
  ];
}
