// For tests: a running payments-svc with its neighbours, and what a buyer does there.

import { type OrderId, type PaymentId, streams } from '@paidonce/shared/contracts';
import { call, type Reply, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { type OrdersService, startOrdersService } from './start-orders-svc.ts';
import { type Person, startPayments, type TestPayments } from './start-payments.ts';

type Paying = {
  method?: string | undefined;
  /** Its Idempotency-Key. */
  key?: string;
  /** For how many milliseconds the answer is waited for. */
  patience?: number;
  /** Of the instance that is asked. */
  url?: string;
};

export type PaymentDesk = {
  payments: TestPayments;
  ordersService: OrdersService;
  told: TestStreams;
  /** Who buys. */
  ada: Person;
  /** An order of hers over 109.08, which orders-svc knows. */
  order(): OrderId;
  /** She pays 109.08. */
  pay(order: OrderId, paying?: Paying): Promise<Reply>;
  paidOrder(method?: string): Promise<{ order: OrderId; payment: PaymentId }>;
  /** A payment as it is shown to her. */
  read(id: PaymentId): Promise<unknown>;
  close(): Promise<void>;
};

export async function openPaymentDesk(environment: Record<string, string> = {}): Promise<PaymentDesk> {
  const told = await startStreams(streams.ORDERS);
  const ordersService = await startOrdersService();
  const payments = await startPayments({ NATS_URL: told.url, ORDERS_URL: ordersService.url, ...environment });
  const ada = payments.somebody();
  const desk: PaymentDesk = {
    payments,
    ordersService,
    told,
    ada,
    order: () => ordersService.order(ada),
    pay: (order_id, { method, key, patience = 5_000, url = payments.url } = {}) =>
      call(`${url}/payments/pay`, {
        token: ada.token,
        body: { order_id, amount: 109.08, payment_method: method },
        headers: { 'x-request-timeout-ms': String(patience), ...(key !== undefined && { 'idempotency-key': key }) },
      }),
    async paidOrder(method) {
      const order = desk.order();
      const { body } = await desk.pay(order, { method });
      return { order, payment: (body as { id: PaymentId }).id }; // a payment, or the test fails on it
    },
    async read(id) {
      return (await call(`${payments.url}/payments/${id}`, { token: ada.token })).body;
    },
    async close() {
      await payments.stop();
      await ordersService.stop();
      await told.close();
    },
  };
  return desk;
}
