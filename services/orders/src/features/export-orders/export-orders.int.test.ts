import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { type Person, startOrders, type TestOrders } from '../../testing/start-orders.ts';
import { type ProductService, startProductService } from '../../testing/start-product-svc.ts';

let products: ProductService;
let orders: TestOrders;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  products = await startProductService({ 'SKU-001': '10.00', MUG: '8.99' });
  orders = await startOrders({ PRODUCTS_URL: products.url });
  [ada, bob] = [orders.somebody(), orders.somebody()];
  await place(ada, [{ sku: 'SKU-001', quantity: 2 }], '-1');
  await place(
    ada,
    [
      { sku: 'MUG', quantity: 1 },
      { sku: 'SKU-001', quantity: 1 },
    ],
    'second',
  );
  await place(bob, [{ sku: 'MUG', quantity: 1 }], 'bobs');
});
afterAll(async () => {
  await orders.stop();
  await products.stop();
});

const place = ({ token }: Person, items: object[], id: string) =>
  call(`${orders.url}/orders`, { token, body: { items, id } });
async function download({ token }: Person, query = '') {
  const answer = await fetch(`${orders.url}/orders/export/csv${query}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const [names, ...lines] = (await answer.text()).split('\r\n').slice(0, -1);
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, at) => [names?.split(',')[at], cell])),
  );
  return { answer, rows };
}

describe('the table of orders', () => {
  it('is a file of one’s own orders, newest first', async () => {
    const { answer, rows } = await download(ada);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="orders.csv"');
    expect(rows).toMatchObject([
      {
        reference: 'second',
        user_id: ada.id,
        status: 'pending',
        items: '1 x MUG; 1 x SKU-001',
        total: '18.99',
        currency: 'USD',
      },
      { reference: "'-1", items: '2 x SKU-001', total: '20.00', payment_id: '', cancel_reason: '' },
    ]);
  });

  it('has everybody’s for an administrator', async () => {
    const { rows } = await download(orders.somebody('admin'));
    expect(rows.map(({ reference }) => reference)).toEqual(['bobs', 'second', "'-1"]);
  });

  it('goes on where the link leads', async () => {
    const first = await download(ada, '?limit=1');
    const next = /<([^>]*)>; rel="next"/.exec(first.answer.headers.get('link') ?? '')?.[1];
    const second = await download(ada, next);
    expect([...first.rows, ...second.rows].map(({ reference }) => reference)).toEqual(['second', "'-1"]);
    expect(second.answer.headers.get('link')).toBeNull();
  });

  it.each(['limit=0', 'limit=2001', 'cursor=x', 'status=paid'])('is not made with %s', async (query) => {
    const { answer } = await download(ada, `?${query}`);
    expect(answer.status).toBe(422);
  });
});
