// For tests: a running orders-svc with its neighbours, and what people do there.

import {
  fact,
  Money,
  newId,
  type OrderId,
  type PaymentId,
  paymentCompleted,
  streams,
  type UserId,
} from '@paidonce/shared/contracts';
import { call, eventually, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { type Person, startOrders, type TestOrders } from './start-orders.ts';
import { type PaymentsService, startPaymentsService } from './start-payments-svc.ts';
import { startProductService } from './start-product-svc.ts';

type ShownOrder = {
  id: OrderId;
  version: number;
  status: string;
  payment_id: PaymentId | null;
  cancel_reason: string | null;
};
type ShownLine = { event_type: string; old_value: string | null; new_value: string | null; user_id: string | null };

export type OrderDesk = {
  orders: TestOrders;
  payments: PaymentsService;
  told: TestStreams;
  /** Orders something for 10.00. */
  place(person: Person): Promise<OrderId>;
  read(id: OrderId, person: Person): Promise<ShownOrder>;
  timeline(id: OrderId, person: Person): Promise<ShownLine[]>;
  /** A payment of the order, as payments tells of it. */
  completed(id: OrderId, userId: UserId, minor?: number): ReturnType<typeof fact>;
  /** The order is paid, and orders knows. */
  pay(id: OrderId, person: Person): Promise<void>;
  close(): Promise<void>;
};

export async function openOrderDesk(environment: Record<string, string> = {}, replicas = 1): Promise<OrderDesk> {
  const products = await startProductService({ 'SKU-001': '10.00' });
  const told = await startStreams(streams.PRODUCTS, streams.PAYMENTS);
  const payments = await startPaymentsService(told.url);
  const orders = await startOrders({ PRODUCTS_URL: products.url, NATS_URL: told.url, ...environment }, replicas);
  const get = async (path: string, { token }: Person) => (await call(orders.url + path, { token })).body;
  const desk: OrderDesk = {
    orders,
    payments,
    told,
    async place({ token }) {
      const body = { items: [{ sku: 'SKU-001', quantity: 1 }] };
      return ((await call(`${orders.url}/orders`, { token, body })).body as ShownOrder).id; // or the test fails on it
    },
    async read(id, person) {
      return (await get(`/orders/${id}`, person)) as ShownOrder; // or the test fails on it
    },
    async timeline(id, person) {
      return (await get(`/orders/${id}/timeline`, person)) as ShownLine[]; // or the test fails on it
    },
    completed: (orderId, userId, minor = 10_00) =>
      fact(paymentCompleted, {
        paymentId: newId<PaymentId>(),
        version: 1,
        orderId,
        userId,
        amount: new Money(minor, 'USD'),
      }),
    async pay(id, person) {
      await told.tell(desk.completed(id, person.id));
      await eventually(async () => {
        if ((await desk.read(id, person)).status !== 'paid') throw new Error(`order ${id} is not paid yet`);
      });
    },
    async close() {
      await orders.stop();
      await payments.stop();
      await told.close();
      await products.stop();
    },
  };
  return desk;
}
