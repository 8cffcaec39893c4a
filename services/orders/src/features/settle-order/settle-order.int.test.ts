import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fact,
  Money,
  newId,
  type OrderId,
  orderPaid,
  orderPaymentRejected,
  type PaymentId,
  paymentCompleted,
  streams,
} from '@paidonce/shared/contracts';
import { call, deadLetters, eventually, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { type Person, startOrders, type TestOrders } from '../../testing/start-orders.ts';
import { type ProductService, startProductService } from '../../testing/start-product-svc.ts';

const right = new Money(109_08, 'USD');

let products: ProductService;
let told: TestStreams;
let orders: TestOrders;
let ada: Person;
beforeAll(async () => {
  products = await startProductService({ L9ECAV7KIM: '89.89', OLJCESPC7Z: '19.19' });
  told = await startStreams(streams.PRODUCTS, streams.PAYMENTS);
  orders = await startOrders({ PRODUCTS_URL: products.url, NATS_URL: told.url });
  ada = orders.somebody();
});
afterAll(async () => {
  await orders.stop();
  await told.close();
  await products.stop();
});

const read = async (path: string) => (await call(orders.url + path, { token: ada.token })).body;
async function placeOrder(): Promise<OrderId> {
  const items = ['L9ECAV7KIM', 'OLJCESPC7Z'].map((sku) => ({ sku, quantity: 1 }));
  const { body } = await call(`${orders.url}/orders`, { token: ada.token, body: { items } });
  return (body as { id: OrderId }).id; // an order, or the test fails on it
}
const completed = (orderId: OrderId, amount = right) =>
  fact(paymentCompleted, { paymentId: newId<PaymentId>(), version: 1, orderId, userId: ada.id, amount });
const typesInTimeline = async (id: OrderId) =>
  ((await read(`/orders/${id}/timeline`)) as { event_type: string }[]).map(({ event_type }) => event_type); // a timeline
/** Streams are applied and filled in their order: what was told before is done, and told on, when this order's payment is. */
async function everythingIsApplied(): Promise<void> {
  const id = await placeOrder();
  await told.tell(completed(id));
  await eventually(async () => expect(await told.toldOf(orderPaid, id)).toHaveLength(1));
}

describe('a completed payment', () => {
  it('makes its order paid, tells the timeline and the stream, once, however often it is delivered', async () => {
    const id = await placeOrder();
    const payment = completed(id);
    const event = await told.tell(payment);
    await eventually(async () => expect(await read(`/orders/${id}`)).toMatchObject({ status: 'paid' }));
    await told.tellAgain(event);
    await everythingIsApplied();

    expect(await read(`/orders/${id}`)).toMatchObject({ status: 'paid', version: 3, payment_id: payment.subject });
    expect(await read(`/orders/${id}/timeline`)).toMatchObject([
      { event_type: 'created' },
      { event_type: 'confirmed' },
      { event_type: 'paid', old_value: 'pending', new_value: 'paid', user_id: ada.id },
    ]);
    expect(await told.toldOf(orderPaid, id)).toEqual([
      expect.objectContaining({ version: 3, payment_id: payment.subject, amount_minor: 109_08 }),
    ]);
  });

  it('told once more under another id, changes nothing either', async () => {
    const id = await placeOrder();
    const payment = completed(id);
    await told.tell(payment);
    await told.tell(payment);
    await everythingIsApplied();
    expect(await typesInTimeline(id)).toEqual(['created', 'confirmed', 'paid']);
    expect(await told.toldOf(orderPaid, id)).toHaveLength(1);
    expect(await told.toldOf(orderPaymentRejected, id)).toEqual([]);
  });

  it('of a wrong amount is sent back, and the order can still be paid', async () => {
    const id = await placeOrder();
    const wrong = completed(id, new Money(109_07, 'USD'));
    await told.tell(wrong);
    await eventually(async () =>
      expect(await typesInTimeline(id)).toEqual(['created', 'confirmed', 'payment_rejected']),
    );
    expect(await read(`/orders/${id}`)).toMatchObject({ status: 'pending', version: 3, payment_id: null });
    await eventually(async () =>
      expect(await told.toldOf(orderPaymentRejected, id)).toEqual([
        expect.objectContaining({ version: 3, payment_id: wrong.subject, reason: '109.07 USD paid, 109.08 USD due' }),
      ]),
    );
    await told.tell(completed(id));
    await eventually(async () => expect(await read(`/orders/${id}`)).toMatchObject({ status: 'paid', version: 4 }));
  });

  it('of an order that another payment has paid is sent back', async () => {
    const id = await placeOrder();
    const [first, second] = [completed(id), completed(id)];
    await told.tell(first);
    await told.tell(second);
    await everythingIsApplied();
    expect(await read(`/orders/${id}`)).toMatchObject({ status: 'paid', version: 4, payment_id: first.subject });
    expect(await typesInTimeline(id)).toEqual(['created', 'confirmed', 'paid', 'payment_rejected']);
    expect(await told.toldOf(orderPaymentRejected, id)).toEqual([
      expect.objectContaining({ version: 4, payment_id: second.subject }),
    ]);
  });

  it('of an order that nobody knows is set aside, and the others go on', async () => {
    const unknown = await told.tell(completed(newId<OrderId>()));
    await everythingIsApplied();
    expect(await deadLetters(orders.db)).toEqual([
      {
        event_id: unknown.id,
        subject: 'payment.completed',
        reason: expect.stringMatching(/^Poison: there is no order/),
      },
    ]);
  });
});
