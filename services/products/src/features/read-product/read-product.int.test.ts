import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { startProducts, type TestProducts } from '../../testing/start-products.ts';

let products: TestProducts;
beforeAll(async () => {
  products = await startProducts();
  await products.seed();
});
afterAll(() => products.stop());

describe('a product', () => {
  it('is answered in full', async () => {
    const { status, body } = await call(`${products.url}/products/L9ECAV7KIM`);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: 'L9ECAV7KIM',
      name: 'Loafers',
      description: expect.any(String),
      picture: '/static/img/products/loafers.jpg',
      price: '89.89',
      currency: 'USD',
      priceUsd: { currencyCode: 'USD', units: 89, nanos: 890_000_000 },
      categories: ['footwear'],
    });
  });

  it.each([
    ['OLJCESPC7Z', '19.19'],
    ['66VCHSJNUP', '18.99'],
    ['1YMWWN1N4O', '109.99'],
    ['L9ECAV7KIM', '89.89'],
    ['2ZYFJ3GM2N', '24.99'],
    ['0PUK6V6EV0', '18.99'],
    ['LS4PSXUNUM', '18.49'],
    ['9SIQT8TOJO', '5.49'],
    ['6E92ZMYYFZ', '8.99'],
    ['SKU-001', '10.00'],
  ])('%s costs %s', async (id, price) => {
    expect((await call(`${products.url}/products/${id}`)).body).toMatchObject({ id, price });
  });

  it.each(['NOSUCHITEM', 'search', 'category', 'l9ecav7kim', '%20', '..%2Fusers', '%00', 'x'.repeat(5000)])(
    '%s is not found',
    async (id) => {
      expect(await call(`${products.url}/products/${id}`)).toMatchObject({
        status: 404,
        body: { type: '/problems/not-found' },
      });
    },
  );
});
