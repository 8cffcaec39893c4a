import { describe, expect, it } from '@jest/globals';
import { withoutFamily } from './without-family.ts';

describe('both families of addresses', () => {
  it.each([
    ['/api/v1/orders?limit=5', '/orders?limit=5'],
    ['/orders/', '/orders/'],
    ['/api/v1', '/'],
    ['/api/v1?x=1', '/api/v1?x=1'],
    ['/api/v10/orders', '/api/v10/orders'],
    ['/api/v1/api/v1/orders', '/api/v1/orders'],
    ['http://shop.example/api/v1/orders?limit=5', '/orders?limit=5'],
    ['*', '/'],
  ])('%s is %s', (target, path) => {
    expect(withoutFamily(target)).toBe(path);
  });
});
