import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { Customer } from './support/customer.ts';
import { type Ending, endingsOf } from './support/endings.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { inParallel, race, rounds, type Said } from './support/race.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({
    remoteProvider: true,
    instances: { orders: 2, payments: 2 },
    env: { orders: { ORDER_SWEEP_SECONDS: '0.05', MOST_UNPAID_ORDERS: '0' } },
  });
});
afterAll(() => shop.close());

/** By these one pays in turn: the provider answers first, or calls back first, or refuses. */
const methods = ['tok_card', 'tok_callback_first', 'tok_declined'] as const;
/** Long enough for who cancels to come before the provider is asked, while it is, and when it has answered. */
const withinMilliseconds = 40;

const answers: Record<string, string[]> = {
  pay: ['200', 'payment-declined', 'order-not-payable'],
  cancel: ['204', 'order-already-paid', 'unavailable'],
};

describe('pay against cancel with a payment provider outside, over two instances of each service', () => {
  it(`ends legally, ${rounds} times`, async () => {
    const meetings = await inParallel(rounds, 6, async (number) => {
      const customer = new Customer(shop);
      const [ordersUrl, paymentsUrl] = [instanceOf(shop, 'orders', number % 2).url, payments(number).url];
      const order = await customer.order(ordersUrl);
      const pay = () => customer.pay(order, paymentsUrl, methods[number % methods.length]);
      const cancel = () => customer.cancel(order, ordersUrl);
      return { order, said: await race({ pay, cancel }, withinMilliseconds) };
    });

    for (const { said } of meetings)
      for (const [name, answer] of Object.entries(said)) expect(answers[name]).toContain(answer);
    const legal = meetings.map(({ order: { id }, said }) => ({ id, said, end: endAfter(said) }));
    // A wish that met a payment under way is fulfilled by the sweeper, when it has left whoever wished their time.
    await eventually(
      async () => {
        const orders = meetings.map(({ order }) => order);
        const ends = await endingsOf(shop, orders);
        expect(meetings.map(({ order: { id }, said }) => ({ id, said, end: ends.get(id) }))).toEqual(legal);
      },
      { timeout: 30_000 },
    );
    const said = new Set(meetings.flatMap(({ said }) => Object.values(said)));
    expect([...said]).toEqual(expect.arrayContaining(['200', 'payment-declined', 'order-not-payable']));
    expect([...said]).toEqual(expect.arrayContaining(['204', 'unavailable'])); // it met payments under way, too
    await expectAuditorAgrees(shop, 40_000);
  });
});

/** Over both instances, whichever of orders asks. */
const payments = (number: number) => instanceOf(shop, 'payments', Math.floor(number / 2) % 2);

/** What has to have become of an order: who was told that it is paid was told the truth, and else the wish is fulfilled. */
function endAfter({ pay }: Said): Ending {
  const paid = pay === '200';
  const failed = pay === 'payment-declined' ? ['failed'] : [];
  return {
    status: paid ? 'paid' : 'cancelled',
    timeline: ['created', 'confirmed', paid ? 'paid' : 'cancelled'],
    payments: paid ? ['paid'] : failed,
    sentBack: 0,
  };
}
