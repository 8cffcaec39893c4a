// All that can be reached from outside: whatever is not in this table is not there. Each row stands for `/api/v1/X` and `/X`.

import type { Method, Who } from '@paidonce/shared/http';

export const serviceNames = ['users', 'products', 'orders', 'payments'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Which service answers, and whether a token is needed; the service itself decides what its caller may see and do. */
export type GatewayRoute = {
  method: Method;
  path: string;
  service: ServiceName;
  who: Who;
  /** It asks for a token, by guessing perhaps: fewer of these are let through. */
  signIn?: true;
};

export const routes: readonly GatewayRoute[] = [
  { method: 'post', path: '/users', service: 'users', who: 'anyone', signIn: true },
  { method: 'post', path: '/users/register', service: 'users', who: 'anyone', signIn: true },
  { method: 'post', path: '/users/login', service: 'users', who: 'anyone', signIn: true },
  { method: 'post', path: '/login', service: 'users', who: 'anyone', signIn: true },
  { method: 'get', path: '/users/me', service: 'users', who: 'user' },
  { method: 'get', path: '/users/me/preferences', service: 'users', who: 'user' },
  { method: 'put', path: '/users/me/preferences', service: 'users', who: 'user' },
  { method: 'put', path: '/users/me/password', service: 'users', who: 'user' },
  { method: 'get', path: '/users', service: 'users', who: 'admin' },
  { method: 'get', path: '/users/analytics', service: 'users', who: 'admin' },
  { method: 'get', path: '/users/analytics/timeseries', service: 'users', who: 'admin' },
  { method: 'get', path: '/users/:id', service: 'users', who: 'user' },
  { method: 'put', path: '/users/:id', service: 'users', who: 'user' },
  { method: 'delete', path: '/users/:id', service: 'users', who: 'admin' },
  { method: 'post', path: '/users/:id/reset_password', service: 'users', who: 'admin' },

  { method: 'get', path: '/products', service: 'products', who: 'anyone' },
  { method: 'get', path: '/products/:id', service: 'products', who: 'anyone' },
  { method: 'get', path: '/products/category/:name', service: 'products', who: 'anyone' },
  { method: 'get', path: '/products/search/:name', service: 'products', who: 'anyone' },
  { method: 'post', path: '/products', service: 'products', who: 'admin' },
  { method: 'put', path: '/products/:id', service: 'products', who: 'admin' },
  { method: 'delete', path: '/products/:id', service: 'products', who: 'admin' },

  { method: 'post', path: '/order/create', service: 'orders', who: 'user' },
  { method: 'post', path: '/orders', service: 'orders', who: 'user' },
  { method: 'get', path: '/orders', service: 'orders', who: 'user' },
  { method: 'get', path: '/orders/analytics', service: 'orders', who: 'user' },
  { method: 'get', path: '/orders/analytics/timeseries', service: 'orders', who: 'user' },
  { method: 'get', path: '/orders/export/csv', service: 'orders', who: 'user' },
  { method: 'get', path: '/orders/:id', service: 'orders', who: 'user' },
  { method: 'put', path: '/orders/:id', service: 'orders', who: 'user' },
  { method: 'delete', path: '/orders/:id', service: 'orders', who: 'user' },
  { method: 'patch', path: '/orders/:id/status', service: 'orders', who: 'user' },
  { method: 'get', path: '/orders/:id/timeline', service: 'orders', who: 'user' },

  { method: 'post', path: '/payments/pay', service: 'payments', who: 'user' },
  { method: 'post', path: '/payments', service: 'payments', who: 'user' },
  { method: 'post', path: '/payments/callbacks', service: 'payments', who: 'anyone' },
  { method: 'get', path: '/payments', service: 'payments', who: 'user' },
  { method: 'get', path: '/payments/status/:id', service: 'payments', who: 'user' },
  { method: 'get', path: '/payments/:id', service: 'payments', who: 'user' },
];
