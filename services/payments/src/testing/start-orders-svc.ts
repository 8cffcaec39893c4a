// For tests: orders-svc as payments meets it, with orders that the test makes.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId, type OrderId } from '@paidonce/shared/contracts';
import type { Person } from './start-payments.ts';

export type OrdersService = {
  url: string;
  /** How often it was asked for an order. */
  readonly asked: number;
  /** An order over 109.08 of this person, whom alone it is shown to. */
  order(owner: Person, state?: { confirmed: boolean; status?: string }): OrderId;
  stop(): Promise<void>;
};

export async function startOrdersService(): Promise<OrdersService> {
  const shownTo = new Map<string, { authorization: string; answer: object }>();
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const id = request.url?.replace('/orders/', '').toLowerCase() ?? '';
    const found = shownTo.get(id);
    const shown = found?.authorization === request.headers.authorization;
    response.writeHead(shown ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(shown ? found?.answer : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    get asked() {
      return asked;
    },
    order(owner, { confirmed, status = 'pending' } = { confirmed: true }) {
      const id = newId<OrderId>();
      const answer = { id, user_id: owner.id, total: '109.08', currency: 'USD', confirmed, status };
      shownTo.set(id, { authorization: `Bearer ${owner.token}`, answer });
      return id;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
