import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { startProducts, type TestProducts } from './testing/start-products.ts';

let products: TestProducts;
beforeAll(async () => {
  products = await startProducts();
  await products.seed();
});
afterAll(() => products.stop());

const lists = ['/products', '/products/category/kitchen', '/products/search/mug'];
const encoded = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

describe.each(lists)('GET %s', (path) => {
  it.each([
    ['a limit of 0', 'limit', 'limit=0'],
    ['a limit of 501', 'limit', 'limit=501'],
    ['a limit that is a word', 'limit', 'limit=many'],
    ['two limits', 'limit', 'limit=1&limit=2'],
    ['a negative skip', 'skip', 'skip=-1'],
    ['a skip beyond measure', 'skip', 'skip=99999999999999999999'],
    ['a cursor that is none', 'cursor', 'cursor=mug'],
    ['a cursor of something else', 'cursor', `cursor=${encoded({ name: 'Mug' })}`],
    ['a cursor with a wrong key', 'cursor', `cursor=${encoded([{}, 'SKU-001'])}`],
    ['a cursor with NUL inside', 'cursor', `cursor=${encoded(['M\0g', 'SKU-001'])}`],
    ['an endless cursor', 'cursor', `cursor=${'a'.repeat(10_000)}`],
    ['a field too many', 'colour', 'colour=red'],
  ])('with %s names the field %s', async (_, field, query) => {
    const { status, body, headers } = await call(`${products.url}${path}?${query}`);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 422, errors: [{ field }] });
  });
});

describe.each([...lists, '/products/SKU-001'])('%s', (path) => {
  it('refuses a bad token although it needs none', async () => {
    const { status, headers } = await call(products.url + path, { token: 'nonsense' });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('Bearer');
  });

  it('takes no other method', async () => {
    const { status, headers } = await fetch(products.url + path, { method: 'PATCH' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toContain('GET');
  });
});
