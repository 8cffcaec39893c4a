// From what was seen to one conclusion in plain words. Pure: no I/O, no clock.

import { lengthOf } from '../wording.ts';
import { concludeEvent } from './conclude-event.ts';
import { type Conclusion, done, goingOn, stuck } from './conclusion.ts';
import { contentOf, type Order, type OrdersSide, type Payment, type PaymentsSide, type Seen } from './seen.ts';

/** @returns undefined when nobody knows such an order */
export function conclude(seen: Seen, now: number): Conclusion | undefined {
  const orders = contentOf(seen.orders);
  const payments = contentOf(seen.payments);
  if (!orders) return concludeWithoutOrders(seen, payments);
  const { order } = orders;
  if (!order) return concludeUnknown(seen, payments);
  if (order.status === 'cancelled') return concludeCancelled(seen, order, orders, payments, now);
  if (order.status !== 'pending') return concludePaid(seen, order, payments);
  if (!payments)
    return stuck(
      `The order is pending, and whether it was paid cannot be seen. ${'away' in seen.payments ? seen.payments.away : ''}`,
      'Bring the database of payments back.',
    );
  return concludePending(seen, order, payments, now);
}

function concludeWithoutOrders({ orders }: Seen, payments: PaymentsSide | undefined): Conclusion {
  const away = 'away' in orders ? orders.away : '';
  const paid = payments?.payments.find(({ status }) => status === 'paid');
  const money = paid ? ` Payments has its money: payment ${paid.id}.` : '';
  return stuck(`Where the order stands cannot be seen.${money} ${away}`, 'Bring the database of orders back.');
}

function concludeUnknown(
  { orderId, payments: part }: Seen,
  payments: PaymentsSide | undefined,
): Conclusion | undefined {
  const paid = payments?.payments.find(({ status }) => status === 'paid');
  if (paid)
    return stuck(
      `Payment ${paid.id} over ${paid.amount} is for order ${orderId}, which orders does not know. Was its database restored from an older time?`,
      'npx paidonce dead-letters list --service orders shows the payment. Bring the order back, or pay the money back by hand.',
    );
  if (payments?.known || (payments?.payments.length ?? 0) > 0)
    return stuck(
      `Payments knows the order ${orderId}, orders does not.`,
      'npx paidonce audit tells what else is missing.',
    );
  if ('away' in part)
    return stuck(
      `Orders does not know ${orderId}, and payments cannot be asked. ${part.away}`,
      'Bring the database of payments back.',
    );
  return undefined;
}

function concludePaid(seen: Seen, { status, paymentId }: Order, payments: PaymentsSide | undefined): Conclusion {
  const word = status.toUpperCase();
  if (!payments)
    return done(`${word}, says orders. Payments cannot be asked: ${'away' in seen.payments ? seen.payments.away : ''}`);
  const payment = payments.payments.find(({ id }) => id === paymentId);
  if (payment?.status === 'paid') return done(`${word}.`);
  return stuck(
    `The order is ${status} by payment ${paymentId}, which ${payment ? `is ${payment.status}` : 'payments does not know'}.`,
    'This must not be: npx paidonce audit',
  );
}

function concludeCancelled(
  seen: Seen,
  { cancelReason, paymentId }: Order,
  { events }: OrdersSide,
  payments: PaymentsSide | undefined,
  now: number,
): Conclusion {
  const cancelled = `CANCELLED (${cancelReason ?? 'no reason given'})`;
  if (paymentId === null) return done(`${cancelled}, never paid.`);
  const payment = payments?.payments.find(({ id }) => id === paymentId);
  if (!payments)
    return stuck(
      `${cancelled}. Whether its money went back cannot be seen. ${'away' in seen.payments ? seen.payments.away : ''}`,
      'Bring the database of payments back.',
    );
  if (!payment)
    return stuck(
      `${cancelled}; its payment ${paymentId} is unknown to payments.`,
      'This must not be: npx paidonce audit',
    );
  return concludeRefund(
    seen,
    cancelled,
    payment,
    events.find(({ type }) => type === 'order.cancelled'),
    now,
  );
}

/** The way of money back: orders has said so, payments has heard it, the provider has done it. */
function concludeRefund(
  seen: Seen,
  standing: string,
  payment: Payment,
  event: OrdersSide['events'][number] | undefined,
  now: number,
): Conclusion {
  if (payment.status === 'refunded') return done(`${standing}, and the money went back.`);
  if (payment.status === 'refund_due')
    return goingOn(
      `${standing}; the money is to go back: ${providerWords(payment, now)}.`,
      'It goes on by itself as long as payments-svc runs.',
    );
  if (!event)
    return stuck(
      `${standing}, and nobody told payments to send the money back.`,
      'This must not be: npx paidonce audit',
    );
  const why = concludeEvent(seen, event, 'payments', now);
  if (why)
    return { ...why, headline: `${standing}; payments has not heard that the money is to go back. ${why.headline}` };
  return stuck(
    `${standing}; payments has heard it, and payment ${payment.id} is still ${payment.status}.`,
    'This must not be: npx paidonce audit',
  );
}

function concludePending(seen: Seen, order: Order, payments: PaymentsSide, now: number): Conclusion {
  const paid = payments.payments.find(({ status }) => status === 'paid');
  if (paid) return concludeUnheard(seen, paid, now);
  const undecided = payments.payments.find(({ status }) => status === 'pending');
  if (undecided)
    return goingOn(
      `Payment ${undecided.id} is under way: ${providerWords(undecided, now)}.`,
      'It goes on by itself as long as payments-svc runs.',
    );
  if (order.wish !== null) return concludeWish(order, payments, now);
  const returned = payments.payments.find(({ status }) => status === 'refund_due' || status === 'refunded');
  if (returned && payments.slot === null)
    return stuck(
      `Its payment ${returned.id} was sent back (${returned.status}), so it can never be paid: the timeline says why.`,
      'Cancel it, and let the customer order again.',
    );
  if (!order.confirmed)
    return goingOn('Waits for its stock to be confirmed; it cannot be paid before.', 'Ask again in a moment.');
  const left = order.expiresAt.getTime() - now;
  if (left < -sweptWithinMilliseconds)
    return stuck(
      `Nobody has paid it, and its time was over ${lengthOf(-left)} ago; orders-svc should have cancelled it.`,
      `Is orders-svc running, and payments-svc for it to ask? curl its /readyz.`,
    );
  if (left < 0)
    return goingOn('Nobody has paid it, and its time is over: it is about to be cancelled.', 'Ask again in a minute.');
  return goingOn(`Waits for its customer to pay ${order.amount}, for ${lengthOf(left)} more.`, 'Nothing to do.');
}

const sweptWithinMilliseconds = 60_000;

function concludeUnheard(seen: Seen, paid: Payment, now: number): Conclusion {
  const headline = `Paid at payments (${paid.id}), but orders has not heard.`;
  const told = contentOf(seen.payments)?.events.find(
    ({ type, paymentId }) => type === 'payment.completed' && paymentId === paid.id,
  );
  if (!told)
    return stuck(
      `${headline} There is no payment.completed of it in the outbox.`,
      'This must not be: npx paidonce audit',
    );
  const why = concludeEvent(seen, told, 'orders', now);
  if (why) return { ...why, headline: `${headline} ${why.headline}` };
  const rejection = contentOf(seen.orders)?.events.find(
    ({ type, paymentId }) => type === 'order.payment_rejected' && paymentId === paid.id,
  );
  if (rejection) return concludeRefund(seen, 'Orders could not take its payment', paid, rejection, now);
  return stuck(
    `Payment ${paid.id} is paid and orders has applied its event, yet the order is pending.`,
    'This must not be: npx paidonce audit',
  );
}

function concludeWish({ wish, dueAt, expiresAt }: Order, { slot }: PaymentsSide, now: number): Conclusion {
  const again = dueAt === null ? '' : `, again in ${lengthOf(dueAt.getTime() - now)}`;
  const [headline, next] =
    slot === null
      ? [
          `It is to be cancelled (${wish}); payments has closed it, and orders finishes it${again}.`,
          'It goes on by itself as long as orders-svc runs.',
        ]
      : [
          `It is to be cancelled (${wish}), and payments has not answered the closing; orders asks again and again${again}.`,
          'Is payments-svc running, and NATS for orders to reach it? The rest goes on by itself.',
        ];
  const late = now - expiresAt.getTime();
  if (late > sweptWithinMilliseconds) return stuck(`${headline} Its time was over ${lengthOf(late)} ago.`, next);
  return goingOn(headline, next);
}

function providerWords({ tries, nextTryAt }: Payment, now: number): string {
  const again = nextTryAt === null ? '' : `, the next time in ${lengthOf(nextTryAt.getTime() - now)}`;
  return tries === 0 ? `the provider is asked${again}` : `the provider was asked ${tries} times in vain${again}`;
}
