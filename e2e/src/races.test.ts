import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import type { Reply } from './support/call.ts';
import { Customer, type PlacedOrder } from './support/customer.ts';
import { type Ending, endingsOf } from './support/endings.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { inParallel, race, rounds, type Said } from './support/race.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

const timeToLiveSeconds = 3;

let shop: Shop;
let administrator: Customer;
beforeAll(async () => {
  const env = {
    ORDER_TIME_TO_LIVE_SECONDS: String(timeToLiveSeconds),
    ORDER_SWEEP_SECONDS: '0.05',
    MOST_UNPAID_ORDERS: '0',
  };
  shop = await openShop({ instances: { orders: 2, payments: 2 }, env: { orders: env } });
  administrator = new Customer(shop, 'admin');
});
afterAll(() => shop.close());

/** A customer with an order, and the number of the instances that they meet first. */
type Meeting = { customer: Customer; order: PlacedOrder; number: number };
type Act = (meeting: Meeting) => Promise<Reply>;

const ordersUrl = (number: number) => instanceOf(shop, 'orders', number % 2).url;
const paymentsUrl = (number: number) => instanceOf(shop, 'payments', number % 2).url;

const pay: Act = ({ customer, order, number }) => customer.pay(order, paymentsUrl(number));
const cancel: Act = ({ customer, order, number }) => customer.cancel(order, ordersUrl(number));
const become =
  (status: string): Act =>
  ({ order, number }) =>
    administrator.become(order, status, ordersUrl(number));

const elsewhere =
  (act: Act): Act =>
  (meeting) =>
    act({ ...meeting, number: meeting.number + 1 });
/** About when its time runs out and the sweeper comes. */
const late =
  (act: Act): Act =>
  async (meeting) => {
    await delay(new Date(meeting.order.expires_at).getTime() - Date.now() + Math.random() * 100 - 20);
    return act(meeting);
  };

type Race = {
  name: string;
  acts: Record<string, Act>;
  /** Before the race. */
  first?: Act;
  /** How many run at the same time: those that wait for the end of an order's time do little else. */
  atOnce: number;
  /** Each is seen, or it was no race. */
  endings: Ending['status'][];
};

const races: Race[] = [
  { name: 'pay against cancel', acts: { pay, cancel }, atOnce: 6, endings: ['paid', 'cancelled'] },
  { name: 'pay against the end of its time', acts: { pay: late(pay) }, atOnce: 100, endings: ['paid', 'cancelled'] },
  {
    name: 'cancel against cancel',
    acts: { cancel, 'cancel too': elsewhere(cancel) },
    atOnce: 6,
    endings: ['cancelled'],
  },
  {
    name: 'two payments and a cancel against the end of its time',
    acts: { pay: late(pay), 'pay too': late(elsewhere(pay)), cancel: late(cancel) },
    atOnce: 100,
    endings: ['paid', 'cancelled'],
  },
  {
    name: 'an administrator who undoes it against one who sends it on its way',
    first: pay,
    acts: { undo: become('cancelled'), process: elsewhere(become('processing')) },
    atOnce: 6,
    endings: ['cancelled'],
  },
];

/** What may be answered to each; `200` and `204` did it. */
const answers: Record<string, string[]> = {
  pay: ['200', 'already-paid', 'order-not-payable'],
  cancel: ['204', 'order-already-paid', 'unavailable'],
  undo: ['200'],
  process: ['200', 'illegal-status-change', 'unavailable'],
};
const isDone = (answer: string | undefined) => answer === '200' || answer === '204';

describe.each(races)('$name, over two instances of each service', ({ acts, first, atOnce, endings }) => {
  it(`ends legally, ${rounds} times`, async () => {
    const meetings = await inParallel(rounds, atOnce, async (number) => {
      const customer = new Customer(shop);
      const order = await customer.order(ordersUrl(number));
      const meeting = { customer, order, number };
      if (first) await untilPaid(meeting, first);
      const here = Object.entries(acts).map(([name, act]): [string, () => Promise<Reply>] => [
        name,
        () => act(meeting),
      ]);
      return { order, said: await race(Object.fromEntries(here), 6) };
    });

    const orders = meetings.map(({ order }) => order);
    for (const { said } of meetings)
      for (const [name, answer] of Object.entries(said)) expect(answers[name.replace(' too', '')]).toContain(answer);
    const legal = meetings.map(({ order, said }) => ({ id: order.id, said, end: endAfter(said, first !== undefined) }));
    // What is sent back is refunded a moment after the order shows it: all of it is awaited.
    await eventually(
      async () => {
        const ends = await endingsOf(shop, orders);
        expect(meetings.map(({ order: { id }, said }) => ({ id, said, end: ends.get(id) }))).toEqual(legal);
      },
      { timeout: 40_000 },
    );
    const seen = new Set(legal.map(({ end }) => end.status));
    expect([...seen].toSorted()).toEqual(endings.toSorted());
    await expectAuditorAgrees(shop, 40_000);
  });
});

/** What has to have become of an order, after what people were answered. */
function endAfter(said: Said, wasPaid: boolean): Ending {
  const processed = isDone(said.process) ? ['status_changed'] : [];
  if (wasPaid) {
    const timeline = ['created', 'confirmed', 'paid', ...processed, 'cancelled'];
    return { status: 'cancelled', timeline, payments: ['refunded'], sentBack: 0 };
  }
  const paid = isDone(said.pay) || isDone(said['pay too']);
  const status = paid ? 'paid' : 'cancelled';
  return { status, timeline: ['created', 'confirmed', status], payments: paid ? ['paid'] : [], sentBack: 0 };
}

async function untilPaid({ customer, order, number }: Meeting, act: Act): Promise<void> {
  await act({ customer, order, number });
  await eventually(async () => expect((await customer.read(order)).status).toBe('paid'));
}
