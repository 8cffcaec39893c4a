import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { namesAt, namesOnAllPages } from '../../testing/names.ts';
import { startProducts, type TestProducts } from '../../testing/start-products.ts';

const everything = [
  'Bamboo Glass Jar',
  'Candle Holder',
  'Hairdryer',
  'Loafers',
  'Mug',
  'Salt & Pepper Shakers',
  'Sample Item',
  'Sunglasses',
  'Tank Top',
  'Watch',
];

let products: TestProducts;
beforeAll(async () => {
  products = await startProducts();
  await products.seed();
});
afterAll(() => products.stop());

describe('the catalogue', () => {
  it('is a plain list by name, with and without a slash at the end', async () => {
    expect(await namesAt(`${products.url}/products`)).toEqual(everything);
    expect(await namesAt(`${products.url}/products/`)).toEqual(everything);
  });

  it('is the same at every instance', async () => {
    expect(await namesAt(`${await products.another()}/products`)).toEqual(everything);
  });

  it('can be read page by page, each product once', async () => {
    const pages = await namesOnAllPages(`${products.url}/products?limit=4`);
    expect(pages.map((names) => names.length)).toEqual([4, 4, 2]);
    expect(pages.flat()).toEqual(everything);
  });

  it('has no next page after the last product', async () => {
    expect((await call(`${products.url}/products?limit=10`)).headers.get('link')).toBeNull();
  });

  it('can be read by skip and limit', async () => {
    expect(await namesAt(`${products.url}/products?skip=8&limit=5`)).toEqual(everything.slice(8));
    expect(await namesAt(`${products.url}/products?skip=100`)).toEqual([]);
  });
});

describe('a category', () => {
  it.each(['kitchen', 'Kitchen', 'KITCHEN'])('is found as %s', async (name) => {
    const kitchen = ['Bamboo Glass Jar', 'Mug', 'Salt & Pepper Shakers'];
    expect(await namesAt(`${products.url}/products/category/${name}`)).toEqual(kitchen);
  });

  it('comes in pages too', async () => {
    const pages = await namesOnAllPages(`${products.url}/products/category/kitchen?limit=2`);
    expect(pages).toEqual([['Bamboo Glass Jar', 'Mug'], ['Salt & Pepper Shakers']]);
  });

  it.each(['garden', 'kit', 'kitch%25n', '%20', "k'itchen", '%7B%7D'])('%s is empty', async (name) => {
    expect(await namesAt(`${products.url}/products/category/${name}`)).toEqual([]);
  });
});
