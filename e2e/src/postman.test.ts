import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCollection } from './support/newman.ts';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe('the Postman collection', () => {
  it.each(['on a new system', 'once more, on a system with data'])('goes the whole walk, %s', async () => {
    const { failures, assertions } = await runCollection({ gatewayUrl: shop.gatewayUrl });
    expect(failures).toEqual([]);
    expect(assertions).toBeGreaterThan(80);
  });
});
