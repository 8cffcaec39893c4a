// For tests: payments-svc as orders meets it over NATS, which says of each order what the test wants it to say.

import { type Closing, closePayments, type OrderId } from '@paidonce/shared/contracts';
import { createConnection, respond } from '@paidonce/shared/messaging';
import { createLogger } from '@paidonce/shared/observability';
import { eventually } from '@paidonce/shared/testing';

export type PaymentsService = {
  /** What it says of an order; nothing, if this fails. Every order can be closed unless the test says otherwise. */
  answer: (id: OrderId) => Closing | Promise<Closing>;
  /** Which orders it was asked to close. */
  asked: OrderId[];
  stop(): Promise<void>;
};

export async function startPaymentsService(natsUrl: string): Promise<PaymentsService> {
  const log = createLogger({ name: 'payments', level: 'silent' });
  const connection = createConnection({ url: natsUrl, name: 'payments-svc', log });
  await connection.start();
  const up = await eventually(() => connection.up ?? Promise.reject(new Error('not connected yet')));
  const service: PaymentsService = {
    answer: () => 'closed',
    asked: [],
    async stop() {
      await stopAnswering();
      await connection.stop();
    },
  };
  const stopAnswering = respond(
    connection,
    closePayments,
    () => {},
    async ({ order_id }) => {
      service.asked.push(order_id);
      return { outcome: await service.answer(order_id) };
    },
  );
  await up.flush(); // the server knows of it
  return service;
}
