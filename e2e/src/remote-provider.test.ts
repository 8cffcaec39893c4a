import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceInstance } from '@paidonce/local/system';
import { eventually } from '@paidonce/shared/testing';
import { Customer, type PlacedOrder } from './support/customer.ts';
import { endingsOf } from './support/endings.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

let shop: Shop;
let customer: Customer;
let administrator: Customer;
beforeAll(async () => {
  shop = await openShop({ remoteProvider: true, env: { payments: { PROVIDER_TIMEOUT_SECONDS: '0.5' } } });
  customer = new Customer(shop);
  administrator = new Customer(shop, 'admin');
});
afterAll(() => shop.close());

const instance = (name: 'payments' | 'provider'): ServiceInstance => {
  if (name === 'payments') return instanceOf(shop, name);
  if (!shop.provider) throw new Error('there is no provider');
  return shop.provider;
};
/** Dies at the point while somebody does something, and is started again. */
async function dyingAt(point: string, name: 'payments' | 'provider', act: () => Promise<unknown>): Promise<void> {
  const dying = instance(name);
  await dying.restart({ PAIDONCE_FAULT_POINT: point });
  await act().catch(() => undefined); // whoever asks may be left without an answer
  expect(await shop.deathOf(dying)).toEqual({ code: null, signal: 'SIGKILL' });
  await dying.restart({});
}
const becomes = (order: PlacedOrder, status: string, payments: string[]) =>
  eventually(async () => expect((await endingsOf(shop, [order])).get(order.id)).toMatchObject({ status, payments }), {
    timeout: 40_000,
  });
const doneFor = async (order: PlacedOrder) => {
  const [payment] = (await customer.get(`/payments?order_id=${order.id}`)).body as { id: string }[]; // a list
  const lines = (await shop.providerLedger()).filter((line) => line.includes(payment?.id ?? 'none'));
  return lines.map((line) => (JSON.parse(line) as { what: string }).what); // the provider's own
};

describe('with a payment provider outside', () => {
  it('an order is paid by its callback, which comes through the gateway', async () => {
    const order = await customer.order();
    expect(await customer.pay(order, undefined, 'tok_callback_late')).toMatchObject({ status: 200 });
    await becomes(order, 'paid', ['paid']);
  });

  it.each([
    ['payments', 'charge.begun'],
    ['payments', 'charge.answered'],
    ['provider', 'provider.asked'],
    ['provider', 'provider.written'],
  ] as const)('%s dies at %s while an order is paid: it is paid, once', async (name, point) => {
    const order = await customer.order();
    await dyingAt(point, name, () => customer.pay(order, undefined, 'tok_callback_never'));
    await becomes(order, 'paid', ['paid']);
    expect(await doneFor(order)).toEqual(['charged']);
    await expectAuditorAgrees(shop);
  });

  it.each([
    ['payments', 'refund.begun'],
    ['payments', 'refund.answered'],
    ['provider', 'provider.asked'],
    ['provider', 'provider.written'],
  ] as const)('%s dies at %s while money goes back: it goes back, once', async (name, point) => {
    const order = await customer.order();
    await customer.pay(order, undefined, 'tok_card');
    await becomes(order, 'paid', ['paid']);
    await dyingAt(point, name, () => administrator.become(order, 'cancelled'));
    await becomes(order, 'cancelled', ['refunded']);
    expect(await doneFor(order)).toEqual(['charged', 'refunded']);
    await expectAuditorAgrees(shop);
  });
});
