import { describe, expect, it } from '@jest/globals';
import { createRouteTable } from './route-table.ts';
import type { GatewayRoute } from './routes.ts';

const row = (method: GatewayRoute['method'], path: string): GatewayRoute => ({
  method,
  path,
  service: 'orders',
  who: 'user',
});
const table = createRouteTable([
  row('get', '/orders'),
  row('post', '/orders'),
  row('get', '/orders/live'),
  row('get', '/orders/:id'),
  row('delete', '/orders/:id'),
  row('get', '/orders/:id/timeline'),
]);

describe('a request', () => {
  it.each([
    ['GET', '/orders', '/orders'],
    ['HEAD', '/orders', '/orders'],
    ['POST', '/orders', '/orders'],
    ['GET', '/orders/live', '/orders/live'],
    ['GET', '/orders/42', '/orders/:id'],
    ['DELETE', '/orders/live', '/orders/:id'],
    ['GET', '/orders/a%2Fb/timeline', '/orders/:id/timeline'],
  ])('%s %s means %s', (method, path, expected) => {
    expect(table.find(method, path)).toMatchObject({ row: { path: expected } });
  });

  it.each([
    ['PATCH', '/orders', ['GET', 'HEAD', 'POST']],
    ['OPTIONS', '/orders/live', ['DELETE', 'GET', 'HEAD']],
    ['POST', '/orders/42/timeline', ['GET', 'HEAD']],
  ])('%s %s is taken by nothing, and the methods that are taken are told', (method, path, methods) => {
    expect(table.find(method, path)).toEqual({ row: undefined, methods });
  });

  it.each(['/', '', '/Orders', '/orders/', '/orders//timeline', '//orders', '/orders/1/2/3', '/orders/1/Timeline'])(
    'for %j has no address',
    (path) => {
      expect(table.find('GET', path)).toEqual({ row: undefined, methods: [] });
    },
  );
});
