import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call } from '@paidonce/shared/testing';
import { startPayments, type TestPayments } from './testing/start-payments.ts';

let payments: TestPayments;
let token: string;
beforeAll(async () => {
  payments = await startPayments();
  token = payments.somebody().token;
});
afterAll(() => payments.stop());

const refused = (field: string) => ({
  status: 422,
  body: { status: 422, errors: expect.arrayContaining([expect.objectContaining({ field })]) },
});
const good = { order_id: newId(), amount: 109.08 };

describe.each(['/payments/pay', '/payments'])('POST %s', (path) => {
  it.each([
    ['without an order', 'order_id', { order_id: undefined }],
    ['with null as order', 'order_id', { order_id: null }],
    ['with a number as order', 'order_id', { order_id: 1 }],
    ['with an order that is no UUID', 'order_id', { order_id: 'L9ECAV7KIM' }],
    ['with NUL in the order', 'order_id', { order_id: `${newId()}\0` }],
    ['without an amount', 'amount', { amount: undefined }],
    ['with null as amount', 'amount', { amount: null }],
    ['with a negative amount', 'amount', { amount: -109.08 }],
    ['with an amount of three decimals', 'amount', { amount: 109.081 }],
    ['with a float’s inexact sum', 'amount', { amount: 0.1 + 0.2 }],
    ['with an exponent as amount', 'amount', { amount: '1.0908e2' }],
    ['with a comma in the amount', 'amount', { amount: '109,08' }],
    ['with an amount that is a word', 'amount', { amount: 'NaN' }],
    ['with an amount beyond measure', 'amount', { amount: 1e21 }],
    ['with a list as amount', 'amount', { amount: [109.08] }],
    ['with a status', 'status', { status: 'paid' }],
    ['with a payer', 'user_id', { user_id: newId() }],
  ])('%s names the field %s', async (_, field, change) => {
    expect(await call(payments.url + path, { token, body: { ...good, ...change } })).toMatchObject(refused(field));
  });

  it.each([
    ['no JSON at all', '{"order_id":', 400],
    ['a list instead of an object', '[]', 422],
    ['null instead of an object', 'null', 422],
    ['more than 100 kB', JSON.stringify({ ...good, order_id: 'o'.repeat(110_000) }), 413],
  ])('refuses %s', async (_, body, status) => {
    expect(await call(payments.url + path, { token, body })).toMatchObject({ status, body: { status } });
  });

  it.each([undefined, 'nonsense'])('refuses the token %s', async (bad) => {
    const { status, headers } = await call(payments.url + path, { body: good, ...(bad && { token: bad }) });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('Bearer');
  });
});

describe('GET /payments', () => {
  it.each([
    ['an order that is no UUID', 'order_id', 'order_id=1'],
    ['two orders', 'order_id', `order_id=${newId()}&order_id=${newId()}`],
    ['a limit of 0', 'limit', 'limit=0'],
    ['a limit of 501', 'limit', 'limit=501'],
    ['a negative skip', 'skip', 'skip=-1'],
    ['a cursor that is none', 'cursor', 'cursor=payment'],
    ['a field too many', 'user_id', `user_id=${newId()}`],
  ])('with %s names the field %s', async (_, field, query) => {
    expect(await call(`${payments.url}/payments?${query}`, { token })).toMatchObject(refused(field));
  });
});

describe.each(['/payments', '/payments/status'])('GET %s/:id', (path) => {
  it.each(['1', 'ada', '%00', '..%2Fusers', "1' or 1=1", 'x'.repeat(5000)])('does not find %s', async (id) => {
    expect(await call(`${payments.url}${path}/${id}`, { token })).toMatchObject({
      status: 404,
      body: { type: '/problems/not-found' },
    });
  });
});

it.each(['/payments', `/payments/${newId()}`, `/payments/status/${newId()}`])(
  '%s takes no other method',
  async (path) => {
    const { status, headers } = await fetch(payments.url + path, { method: 'PATCH' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toMatch(/GET|POST/);
  },
);
