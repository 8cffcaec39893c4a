import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { z } from 'zod';
import { type Call, call } from '../support/call.ts';
import { type Gateway, itOfOwnShop, openGateway } from '../support/gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway.close());

const loafers = expect.objectContaining({ id: 'L9ECAV7KIM', price: '89.89' });
const sunglasses = expect.objectContaining({ id: 'OLJCESPC7Z', price: '19.19' });

describe.each([
  ['/api/v1/X', '/api/v1', ''],
  ['/api/v1/X/', '/api/v1', '/'],
  ['/X', '', ''],
  ['/X/', '', '/'],
])('the walk, under %s', (_, family, slash) => {
  const email = `walker-${randomUUID()}@example.com`;
  const account = { name: 'Walker', email, password: 'helloboosterconf' };
  const at = (path: string, options?: Call) => call(`${gateway.gatewayUrl}${family}${path}${slash}`, options);
  let token: string;

  it('begins with signing up and logging in', async () => {
    const signedUp = await at('/users', { body: account });
    expect(signedUp).toMatchObject({
      status: 201,
      body: { name: 'Walker', email, role: 'user', token_type: 'bearer' },
    });
    const loggedIn = await at('/users/login', { body: { email, password: account.password } });
    expect(loggedIn).toMatchObject({ status: 200, body: { token_type: 'bearer' } });
    token = z.object({ access_token: z.string() }).parse(loggedIn.body).access_token;
    expect(await at('/users/me', { token })).toMatchObject({ status: 200, body: { email } });
  });

  it('goes past the shelves', async () => {
    expect((await at('/products')).body).toEqual(expect.arrayContaining([loafers, sunglasses]));
    expect((await at('/products/search/sunglases')).body).toEqual([sunglasses]);
    expect((await at('/products/category/accessories')).body).toEqual(expect.arrayContaining([sunglasses]));
    expect((await at('/products/L9ECAV7KIM')).body).toEqual(loafers);
  });

  it('ends with an order that is paid once', async () => {
    const created = await at('/order/create', { token, body: { product_ids: ['L9ECAV7KIM', 'OLJCESPC7Z'] } });
    expect(created).toMatchObject({ status: 201, body: { order: { status: 'pending' }, amount: 109.08 } });
    const { order } = z.object({ order: z.object({ id: z.string() }) }).parse(created.body);

    const paying: Call = { token, body: { order_id: order.id, amount: 109.08 } };
    const paid = await at('/payments/pay', paying);
    expect(paid).toMatchObject({ status: 200, body: { order_id: order.id, amount: 109.08, status: 'paid' } });
    const { id } = z.object({ id: z.string() }).parse(paid.body);
    expect(await at(`/payments/status/${id}`, { token })).toMatchObject({ status: 200, body: { id, status: 'paid' } });
    expect(await at(`/payments/${id}`, { token })).toMatchObject({ status: 200, body: { id, status: 'paid' } });
    expect(await at('/payments', { token })).toMatchObject({ status: 200, body: [{ id, order_id: order.id }] });
    expect(await at('/payments/pay', paying)).toMatchObject({
      status: 403,
      body: { type: '/problems/already-paid', detail: 'Already Paid' },
    });

    await eventually(async () => {
      expect(await at(`/orders/${order.id}`, { token })).toMatchObject({ body: { status: 'paid', payment_id: id } });
    });
    const timeline = await at(`/orders/${order.id}/timeline`, { token });
    expect(timeline.body).toMatchObject([
      { event_type: 'created' },
      { event_type: 'confirmed' },
      { event_type: 'paid' },
    ]);
    expect(await at('/orders', { token })).toMatchObject({ status: 200, body: [{ id: order.id, status: 'paid' }] });
  });

  it('can be gone in the words of the other shop', async () => {
    const registered = await at('/users/register', { body: { ...account, email: `other-${email}` } });
    expect(registered).toMatchObject({ status: 201, body: { token_type: 'bearer' } });
    const loggedIn = await at('/login', { body: { email: `other-${email}`, password: account.password } });
    const { access_token: token } = z.object({ access_token: z.string() }).parse(loggedIn.body);

    const items = [
      { sku: 'SKU-001', quantity: 2, price: '10.00' },
      { sku: 'OLJCESPC7Z', quantity: 1, price: 19.19 },
    ];
    const created = await at('/orders', { token, body: { items, total: '39.19' } });
    expect(created).toMatchObject({
      status: 201,
      body: { status: 'pending', confirmed: true, total: '39.19', product_ids: ['SKU-001', 'SKU-001', 'OLJCESPC7Z'] },
    });
    const { id: order_id } = z.object({ id: z.string() }).parse(created.body);
    const paying: Call = { token, body: { order_id, amount: '39.19' } };
    expect(await at('/payments', paying)).toMatchObject({ status: 200, body: { order_id, amount: 39.19 } });
    expect(await at('/payments', paying)).toMatchObject({ status: 403, body: { detail: 'Already Paid' } });
    await eventually(async () => {
      expect(await at(`/orders/${order_id}`, { token })).toMatchObject({ body: { status: 'paid' } });
    });
  });

  itOfOwnShop.each(['admin@test.com', 'bob@example.com'])('knows %s from the beginning', async (email) => {
    expect(await at('/login', { body: { email, password: 'password123' } })).toMatchObject({ status: 200 });
  });
});
