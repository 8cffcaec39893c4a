import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { query } from '@paidonce/shared/testing';
import { namesAt } from '../testing/names.ts';
import { startProducts, type TestProducts } from '../testing/start-products.ts';

let products: TestProducts;
let admin: string;
beforeAll(async () => {
  products = await startProducts();
  admin = products.token('admin');
});
afterAll(() => products.stop());

type Options = { body?: object; headers?: Record<string, string>; token?: string };
type Reply = { status: number; headers: Headers; body: unknown };

async function ask(method: string, path: string, { body, headers, token = admin }: Options = {}): Promise<Reply> {
  const answer = await fetch(products.url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}

const mug = {
  name: 'Mug',
  description: 'A plain mug',
  picture: '/img/mug.jpg',
  price: '8.99',
  categories: ['Kitchen'],
};
const post = (id: string, more: object = {}) => ask('POST', '/products', { body: { ...mug, id, ...more } });
const put = (id: string, more: object = {}, headers = {}) =>
  ask('PUT', `/products/${id}`, { body: { ...mug, ...more }, headers });
const remove = (id: string, headers = {}) => ask('DELETE', `/products/${id}`, { headers });
const read = (id: string, headers = {}) => ask('GET', `/products/${id}`, { headers });
const etagOf = async (id: string) => (await read(id)).headers.get('etag');

/** What was told of a product, in order. */
async function told(id: string): Promise<string[]> {
  const rows = await query<{ line: string }>(
    products.databaseUrl,
    `select subject || ' ' || (payload ->> 'version') || ' ' || (payload ->> 'price_minor') as line
     from outbox where payload ->> 'id' = $1 order by outbox.xid, seq`,
    id,
  );
  return rows.map(({ line }) => line);
}

describe('a product that an administrator brings in', () => {
  it('is there for everybody, and told of', async () => {
    const id = newId<string>();
    const { status, body, headers } = await post(id, { name: 'Enamel mug' });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/products/${id}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({ id, name: 'Enamel mug', price: '8.99', currency: 'USD', categories: ['kitchen'] });
    expect((await read(id)).body).toEqual(body);
    expect(await namesAt(`${products.url}/products/search/enamel`)).toEqual(['Enamel mug']);
    expect(await told(id)).toEqual(['product.created 1 899']);
  });

  it('is refused when there is one of its SKU, and nothing is told', async () => {
    const id = newId<string>();
    await post(id);
    expect(await post(id, { price: 1 })).toMatchObject({ status: 409, body: { type: '/problems/product-exists' } });
    expect(await told(id)).toEqual(['product.created 1 899']);
  });

  it('is there once when ten bring it in at the same moment', async () => {
    const id = newId<string>();
    const replies = await Promise.all(Array.from({ length: 10 }, (_, price) => post(id, { price })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
    expect(await told(id)).toHaveLength(1);
  });
});

describe('a product that an administrator changes', () => {
  it('is told of as it is now', async () => {
    const id = newId<string>();
    await post(id);
    const { status, body, headers } = await put(id, { price: 9.5, description: undefined });
    expect({ status, etag: headers.get('etag') }).toEqual({ status: 200, etag: '"2"' });
    expect(body).toMatchObject({ id, price: '9.50', description: '' });
    expect(await told(id)).toEqual(['product.created 1 899', 'product.updated 2 950']);
  });

  it('stays as it is, and nothing is told, when nothing is different', async () => {
    const id = newId<string>();
    await post(id);
    const { status, headers } = await put(id);
    expect({ status, etag: headers.get('etag') }).toEqual({ status: 200, etag: '"1"' });
    expect(await told(id)).toHaveLength(1);
  });

  it('is not changed over what somebody else did meanwhile', async () => {
    const id = newId<string>();
    await post(id);
    const seen = { 'If-Match': (await etagOf(id)) ?? '' };
    expect((await put(id, { price: 1 }, seen)).status).toBe(200);
    expect(await put(id, { price: 2 }, seen)).toMatchObject({
      status: 412,
      body: { type: '/problems/precondition-failed' },
    });
    expect((await remove(id, seen)).status).toBe(412);
    expect((await read(id)).body).toMatchObject({ price: '1.00' });
  });

  it('is changed by one of ten who have all seen the same', async () => {
    const id = newId<string>();
    await post(id);
    const seen = { 'If-Match': (await etagOf(id)) ?? '' };
    const replies = await Promise.all(Array.from({ length: 10 }, (_, price) => put(id, { price }, seen)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(412)]);
    expect(await told(id)).toHaveLength(2);
  });

  it('has each change of ten who do not ask for that, one after the other', async () => {
    const id = newId<string>();
    await post(id);
    const replies = await Promise.all(Array.from({ length: 10 }, (_, price) => put(id, { price })));
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect((await told(id)).map((line) => Number(line.split(' ')[1]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('cannot be changed when it is not there', async () => {
    expect(await put(newId())).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
  });
});

describe('a product that an administrator removes', () => {
  it('is gone for everybody, and told of', async () => {
    const id = newId<string>();
    await post(id, { name: 'Vanishing mug', categories: ['vanishing'] });
    expect(await remove(id)).toMatchObject({ status: 204, body: undefined });
    expect((await read(id)).status).toBe(404);
    expect((await put(id)).status).toBe(404);
    expect(await namesAt(`${products.url}/products/search/vanishing`)).toEqual([]);
    expect(await namesAt(`${products.url}/products/category/vanishing`)).toEqual([]);
    expect(await namesAt(`${products.url}/products?limit=500`)).not.toContain('Vanishing mug');
    expect(await told(id)).toEqual(['product.created 1 899', 'product.removed 2 899']);
  });

  it('is removed once, however often it is asked for', async () => {
    const id = newId<string>();
    await post(id);
    const replies = await Promise.all(Array.from({ length: 10 }, () => remove(id)));
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(204));
    expect(await told(id)).toHaveLength(2);
  });

  it('can come back, as a newer version than its removal', async () => {
    const id = newId<string>();
    await post(id);
    await remove(id);
    const { status, headers } = await post(id, { price: 7 });
    expect({ status, etag: headers.get('etag') }).toEqual({ status: 201, etag: '"3"' });
    expect((await read(id)).body).toMatchObject({ price: '7.00' });
    expect(await told(id)).toEqual(['product.created 1 899', 'product.removed 2 899', 'product.created 3 700']);
  });

  it('cannot be removed when there never was one', async () => {
    expect((await remove(newId())).status).toBe(404);
  });

  it('is not brought back by seeding', async () => {
    await products.seed();
    await remove('SKU-001');
    await products.seed();
    expect((await read('SKU-001')).status).toBe(404);
  });
});

describe('the catalogue', () => {
  it.each(['POST /products', 'PUT /products/SKU-001', 'DELETE /products/SKU-001'])(
    'is not for customers to change: %s',
    async (route) => {
      const [method = '', path = ''] = route.split(' ');
      expect(await ask(method, path, { token: products.token('user') })).toMatchObject({ status: 403 });
    },
  );

  it.each(['/products/MUG', '/products', '/products/search/mug', '/products/category/kitchen'])(
    'need not be read again at %s while nothing changes',
    async (path) => {
      if ((await read('MUG')).status === 404) await post('MUG');
      const { headers } = await ask('GET', path);
      const known = { 'If-None-Match': headers.get('etag') ?? '' };
      expect(headers.get('cache-control')).toBe('public, no-cache');
      expect(await ask('GET', path, { headers: known })).toMatchObject({ status: 304, body: undefined });
      expect(await ask('HEAD', path, { headers: known })).toMatchObject({ status: 304, body: undefined });
      await put('MUG', { price: Math.ceil(Math.random() * 1e9) });
      expect((await ask('GET', path, { headers: known })).status).toBe(200);
    },
  );
});
