// At the end of a run: everything that was promised is so, and money and order agree.

import { expect } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { type Ending, endingsOf } from '../endings.ts';
import type { Known } from './known.ts';
import { orderOf, type Real } from './real.ts';

const onItsWay = ['paid', 'processing', 'shipped', 'delivered'];
const undecided = new Set(['pending', 'refund_due']);

/** Every order ends: paid, or cancelled at the latest when its time is over. */
export async function expectKept(known: Known, real: Real): Promise<void> {
  if (!known.placed) return;
  const end = await eventually(() => ended(real), { timeout: 45_000, interval: 50 });
  expect({ known, end }).toEqual({ known, end: expectedEnd(known, end) });
}

async function ended(real: Real): Promise<Ending> {
  const order = orderOf(real);
  const end = (await endingsOf(real.shop, [order])).get(order.id);
  if (!end) throw new Error(`order ${order.id} is lost`);
  const isRest = end.status !== 'pending' && !end.payments.some((status) => undecided.has(status));
  const isPaidBack = end.status !== 'cancelled' || !end.payments.includes('paid');
  if (!isRest || !isPaidBack) throw new Error(`order ${order.id} has not come to rest: ${JSON.stringify(end)}`);
  return end;
}

/** The end that was promised, as far as it was; of what was left open, that which is consistent with itself. */
function expectedEnd(known: Known, { status, payments, timeline }: Ending): Ending {
  const wasPaid = timeline.includes('paid');
  const failed = payments.filter((payment) => payment === 'failed');
  const steps = timeline.filter((type) => type === 'status_changed');
  const isCancelled = known.cancelled || (status === 'cancelled' && (!known.paid || known.mayBeUndone));
  const mustBePaid = known.paid || known.sent !== undefined;
  const canBePaid = mustBePaid || known.mayBePaid;
  const paid = mustBePaid || (canBePaid && wasPaid);
  const way = onItsWay[steps.length] ?? 'lost';
  const reached = onItsWay.indexOf(way) >= onItsWay.indexOf(known.sent ?? 'paid') ? way : (known.sent ?? 'paid');
  return {
    status: isCancelled ? 'cancelled' : paid ? reached : 'cancelled',
    timeline: [
      'created',
      'confirmed',
      ...(paid ? ['paid', ...steps] : []),
      ...(isCancelled || !paid ? ['cancelled'] : []),
    ],
    payments: paid ? [...failed, isCancelled ? 'refunded' : 'paid'] : failed,
    sentBack: 0,
  };
}
