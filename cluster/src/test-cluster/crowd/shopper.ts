// Somebody who signs up, and orders, pays and cancels until told to leave.

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, ask, type Request } from './ask.ts';
import type { Ledger, Promised } from './ledger.ts';

export type Mall = { gatewayUrl: string; ledger: Ledger; pauseMilliseconds: number; isOver(): boolean };

type Placed = { id: string; amount: number };

export async function shop({ gatewayUrl, ledger, pauseMilliseconds, isOver }: Mall): Promise<void> {
  const asks = (request: Request, isDone: (answer: Answer) => boolean) => ask(gatewayUrl, ledger, request, isDone);
  const answers =
    (status: number, problem = '') =>
    (answer: Answer) =>
      answer.status === status && answer.problem === problem;

  const account = { email: `${randomUUID()}@example.com`, password: randomUUID() };
  // Whose sign-up was lost finds the address taken, and logs in.
  const isThere = ({ status }: Answer) => status === 201 || status === 409;
  await asks({ method: 'POST', path: '/users', body: { name: 'Ada', ...account } }, isThere);
  const entered = await asks({ method: 'POST', path: '/login', body: account }, answers(200));
  const { access_token: token } = entered.body as { access_token: string }; // the contract's shape

  while (!isOver()) {
    await asks({ method: 'GET', path: '/products/search/sunglases' }, answers(200));
    const items = [{ sku: 'OLJCESPC7Z', quantity: 1 }];
    const order = { method: 'POST', path: '/orders', token, key: randomUUID(), body: { items } } as const;
    const placed = (await asks(order, answers(201))).body as Placed; // the contract's shape
    const promised: Promised = { order: placed.id, token, paid: false, cancelled: false };
    ledger.promised.push(promised);
    const luck = Math.random();
    if (luck < 0.7) await pay(placed, promised, false);
    else if (luck < 0.85) await cancel(placed, promised, false);
    else await Promise.all([pay(placed, promised, true), cancel(placed, promised, true)]);
    await delay(pauseMilliseconds);
  }

  /** @param isContested somebody cancels at the same time, and may be first */
  async function pay({ id, amount }: Placed, promised: Promised, isContested: boolean): Promise<void> {
    const body = { order_id: id, amount };
    const isPaid = (answer: Answer) => answer.status === 200 || answers(403, '/problems/already-paid')(answer);
    const isLate = answers(409, '/problems/order-not-payable');
    const request = { method: 'POST', path: '/payments', token, key: randomUUID(), body } as const;
    promised.paid = isPaid(await asks(request, (answer) => isPaid(answer) || (isContested && isLate(answer))));
  }

  async function cancel({ id }: Placed, promised: Promised, isContested: boolean): Promise<void> {
    const isLate = answers(409, '/problems/order-already-paid');
    const request = { method: 'DELETE', path: `/orders/${id}`, token } as const;
    const isDone = (answer: Answer) => answer.status === 204 || (isContested && isLate(answer));
    promised.cancelled = (await asks(request, isDone)).status === 204;
  }
}
