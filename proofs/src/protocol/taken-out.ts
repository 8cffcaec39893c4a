// The rules of the protocol, taken out one at a time: what each is for is what goes wrong without it.

import type { Edit } from '../edit.ts';
import type { Rules } from './rules.ts';
import { settings } from './settings.ts';
import type { Setting } from './world.ts';

export type TakenOut = {
  rule: string;
  /** In the sources of the services; or, where the rule is a guard of a statement, what stands for it here. */
  by: readonly Edit[] | Partial<Rules>;
  /** Where it goes wrong. */
  setting: Setting;
  violation: string;
};

const settle = 'services/orders/src/domain/settle.ts';
const cancel = 'services/orders/src/domain/cancel.ts';
const advance = 'services/orders/src/domain/advance.ts';
const payment = 'services/payments/src/domain/payment.ts';
const slot = 'services/payments/src/domain/slot.ts';

export const takenOut: readonly TakenOut[] = [
  {
    rule: 'a payment that is told twice pays once',
    by: [{ file: settle, from: 'order.paymentId === paymentId || ', to: '' }],
    setting: settings.usual,
    violation: 'a payment made in time was sent back',
  },
  {
    rule: 'a payment is sent back once',
    by: [{ file: settle, from: ' || order.sentBack.includes(paymentId)', to: '' }],
    setting: settings.byHand,
    violation: 'order.payment_rejected was told twice',
  },
  {
    rule: 'only a pending order becomes paid',
    by: [{ file: settle, from: '  if (order.status !== ', to: '  if (false && order.status !== ' }],
    setting: settings.byHand,
    violation: 'an order that was cancelled is paid',
  },
  {
    rule: 'a payment that comes too late is sent back',
    by: [
      {
        file: settle,
        from: 'return sendBack(order, payment, `the order',
        to: 'return unchanged(order) ?? sendBack(order, payment, `the order',
      },
    ],
    setting: settings.byHand,
    violation: 'money kept for an order that is not paid by it',
  },
  {
    rule: 'only its amount pays an order',
    by: [{ file: settle, from: '!payment.amount.equals(order.amount)', to: 'false' }],
    setting: settings.misinformed,
    violation: 'an order paid with another amount',
  },
  {
    rule: 'closed before cancelled',
    by: [{ file: cancel, from: "word === 'closed' ||", to: "word !== 'not asked' ||" }],
    setting: settings.usual,
    violation: 'a payment made in time was sent back',
  },
  {
    rule: 'what has changed since it was read is not written over',
    by: { isAsRead: () => true },
    setting: settings.later,
    violation: 'a change without its version and its line in the timeline',
  },
  {
    rule: 'a cancelled order names the payment that goes back',
    by: [{ file: cancel, from: "'by_admin', by, order.paymentId)", to: "'by_admin', by, undefined)" }],
    setting: settings.usual,
    violation: 'money kept for an order that is not paid by it',
  },
  {
    rule: 'what is shipped is not cancelled',
    by: [
      {
        file: cancel,
        from: "&& order.status !== 'processing'",
        to: "&& order.status !== 'processing' && order.status !== 'shipped'",
      },
    ],
    setting: settings.usual,
    violation: 'an order that was shipped is cancelled',
  },
  {
    rule: 'no step is left out on the way to the buyer',
    by: [{ file: advance, from: "shipped: 'processing'", to: "shipped: 'paid'" }],
    setting: settings.usual,
    violation: 'an order that was paid is shipped',
  },
  {
    rule: 'only who owns an order pays it',
    by: [{ file: payment, from: '!order || order.userId !== payer', to: '!order' }],
    setting: settings.usual,
    violation: 'a payment by a stranger',
  },
  {
    rule: 'only an order that is confirmed is paid',
    by: [{ file: payment, from: '!order.confirmed', to: 'false' }],
    setting: settings.later,
    violation: 'a payment made in time was sent back',
  },
  {
    rule: 'nothing but its amount is taken for an order',
    by: [{ file: payment, from: '!amount.equals(order.amount)', to: 'false' }],
    setting: settings.usual,
    violation: 'a payment made in time was sent back',
  },
  {
    rule: 'one payment at a time holds the slot',
    by: [{ file: slot, from: "slot === 'free' ? payment.id : undefined", to: 'payment.id' }],
    setting: settings.usual,
    violation: 'two live payments of one order',
  },
  {
    rule: 'a refusal frees the slot',
    by: [
      {
        file: slot,
        from: "if (payment.status === 'failed') return 'free';",
        to: "if (payment.status === 'failed') return slot;",
      },
    ],
    setting: settings.usual,
    violation: 'a slot that nobody holds',
  },
  {
    rule: 'only a payment that holds the slot changes it',
    by: [{ file: slot, from: '  if (slot !== payment.id) return slot;\n', to: '' }],
    setting: settings.usual,
    violation: 'an order that nobody can pay and nobody cancels',
  },
  {
    rule: 'money that goes back closes the slot',
    by: [{ file: slot, from: "? slot : 'closed'", to: "? slot : 'free'" }],
    setting: settings.usual,
    violation: 'a payment made in time was sent back',
  },
  {
    rule: 'closing sees a payment that is under way',
    by: [
      {
        file: slot,
        from: "slot === 'free' || slot === 'closed'",
        to: "slot === 'free' || slot === 'closed' || holder?.status === 'pending'",
      },
    ],
    setting: settings.usual,
    violation: 'a live payment that does not hold the slot',
  },
  {
    rule: 'closing sees that the order is paid',
    by: [
      {
        file: slot,
        from: "slot === 'free' || slot === 'closed'",
        to: "slot === 'free' || slot === 'closed' || holder?.status === 'paid'",
      },
    ],
    setting: settings.usual,
    violation: 'a live payment that does not hold the slot',
  },
  {
    rule: 'closing an order that is closed says so',
    by: [{ file: slot, from: "slot === 'free' || slot === 'closed'", to: "slot === 'free'" }],
    setting: settings.usual,
    violation: 'a wish to cancel that is never fulfilled',
  },
  {
    rule: 'a yes after a no is sent back, not completed',
    by: [
      {
        file: payment,
        from: "  if (payment.status === 'pending') {\n    const paid",
        to: "  if (payment.status === 'pending' || payment.status === 'failed') {\n    const paid",
      },
    ],
    setting: settings.usual,
    violation: 'a live payment that does not hold the slot',
  },
  {
    rule: 'a yes after a no is not forgotten',
    by: [
      {
        file: payment,
        from: "  if (payment.status !== 'failed') return unchanged(payment);\n",
        to: '  return unchanged(payment);\n',
      },
    ],
    setting: settings.usual,
    violation: 'money kept for an order that is not paid by it',
  },
  {
    rule: 'a yes that is told twice completes once',
    by: [
      {
        file: payment,
        from: "  if (payment.status === 'pending') {\n    const paid",
        to: "  if (payment.status !== 'failed') {\n    const paid",
      },
    ],
    setting: settings.usual,
    violation: 'payment.completed was told twice',
  },
  {
    rule: 'a no after a yes changes nothing',
    by: [
      {
        file: payment,
        from: "  if (payment.status === 'pending') {\n    const failed",
        to: "  if (payment.status !== 'failed') {\n    const failed",
      },
    ],
    setting: settings.usual,
    violation: 'a paid order whose payment is not',
  },
  {
    rule: 'money goes back once, however often orders asks',
    by: [
      {
        file: payment,
        from: "if (status === 'paid') return",
        to: "if (status === 'paid' || status === 'refunded') return",
      },
    ],
    setting: settings.usual,
    violation: 'money sent back twice',
  },
  {
    rule: 'a refund is told once',
    by: [
      { file: payment, from: "  if (status === 'refunded') return unchanged(payment);\n", to: '' },
      { file: payment, from: "status !== 'refund_due')", to: "status !== 'refund_due' && status !== 'refunded')" },
    ],
    setting: settings.usual,
    violation: 'payment.refunded was told twice',
  },
  {
    rule: 'a refund that nobody asked for changes nothing',
    by: [
      {
        file: payment,
        from: "if (status !== 'refund_due') return",
        to: "if (status !== 'refund_due' && status !== 'paid') return",
      },
    ],
    setting: settings.usual,
    violation: 'a paid order whose payment is not',
  },
];
