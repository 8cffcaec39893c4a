// For tests: orders-svc as it asks payments to close an order.

import { type Closing, closePayments, type OrderId } from '@paidonce/shared/contracts';
import { createConnection, request } from '@paidonce/shared/messaging';
import { createLogger } from '@paidonce/shared/observability';
import { eventually } from '@paidonce/shared/testing';

export type Closer = { close(orderId: OrderId): Promise<Closing>; stop(): Promise<void> };

/** Resolves when payments answers. */
export async function askToClose(url: string, unused: OrderId): Promise<Closer> {
  const connection = createConnection({
    url,
    name: 'orders-svc',
    log: createLogger({ name: 'test', level: 'silent' }),
  });
  await connection.start();
  const close = async (order_id: OrderId) =>
    (await request(connection, closePayments, { order_id }, Date.now() + 10_000)).outcome;
  await eventually(() => close(unused));
  return { close, stop: () => connection.stop() };
}
