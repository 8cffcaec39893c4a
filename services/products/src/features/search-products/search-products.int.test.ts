import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { namesAt, namesOnAllPages } from '../../testing/names.ts';
import { startProducts, type TestProducts } from '../../testing/start-products.ts';

let products: TestProducts;
beforeAll(async () => {
  products = await startProducts();
  await products.seed();
});
afterAll(() => products.stop());

const search = (text: string) => namesAt(`${products.url}/products/search/${encodeURIComponent(text)}`);

describe('searching', () => {
  it.each([
    ['a name', 'Sunglasses', ['Sunglasses']],
    ['any case of letters', 'sUNGLASSES', ['Sunglasses']],
    ['a part of a name', 'glass', ['Bamboo Glass Jar', 'Sunglasses']],
    ['two words', 'tank top', ['Tank Top']],
    ['spaces around it', '  mug ', ['Mug']],
    ['a sign', '&', ['Salt & Pepper Shakers']],
    ['a letter left out', 'sunglases', ['Sunglasses']],
    ['a letter too many', 'loaffers', ['Loafers']],
    ['a wrong word among right ones', 'salt and peper shakers', ['Salt & Pepper Shakers']],
  ])('finds by %s', async (_, text, names) => {
    expect((await search(text)).toSorted()).toEqual(names);
  });

  it.each([
    ['nothing like it', 'helicopter'],
    ['a wildcard for anything', '%'],
    ['a wildcard for one letter', 'M_g'],
    ['a backslash', '\\'],
    ['a quote', "' or 1=1 --"],
    ['blanks', '   '],
    ['5000 letters', 'm'.repeat(5000)],
    ['an emoji', '🕶'],
  ])('finds nothing by %s', async (_, text) => {
    expect(await search(text)).toEqual([]);
  });

  it('puts names that contain the text before those that are only similar', async () => {
    const [first] = await search('glass');
    expect(first).toMatch(/glass/i);
  });

  it('comes in pages', async () => {
    const pages = await namesOnAllPages(`${products.url}/products/search/a?limit=3`);
    expect(pages.map((names) => names.length)).toEqual([3, 3, 3]);
    expect(new Set(pages.flat()).size).toBe(9);
    expect(pages.flat()).not.toContain('Mug');
  });

  it('does not search for what cannot be text', async () => {
    expect((await call(`${products.url}/products/search/%00`)).status).toBe(404);
    expect((await call(`${products.url}/products/search/%zz`)).status).toBe(400);
  });
});
