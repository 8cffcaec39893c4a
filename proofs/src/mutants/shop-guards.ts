// What the shop itself is guarded by: money, states, and whose things are.

import type { Mutant } from './mutant.ts';

const orders = 'services/orders/src';
const payments = 'services/payments/src';

export const shopGuards: readonly Mutant[] = [
  {
    guard: 'Unique slot',
    gives: 'Of many payments of one order, at once and over several instances, one is made',
    edits: [
      {
        file: `${payments}/database/migrations/0001-payments.ts`,
        from: 'order_id uuid primary key,\n    payment_id uuid unique',
        to: 'order_id uuid,\n    payment_id uuid unique',
      },
    ],
    test: {
      file: `${payments}/features/pay-order/pay-once.int.test.ts`,
      name: 'of 100 payments at once, at two instances, of an order known by payments itself, one is taken',
    },
    says: '- "403 Already Paid", - "403 Already Paid",',
  },
  {
    guard: 'State guard: only a pending order becomes paid',
    gives: 'A second payment of an order is sent back, and the order stays paid by the first',
    edits: [{ file: `${orders}/domain/settle.ts`, from: "if (order.status !== 'pending')", to: 'if (!order)' }],
    test: {
      file: `${orders}/features/settle-order/settle-order.int.test.ts`,
      name: 'of an order that another payment has paid is sent back',
    },
    says: '+ Received + 1 Object { - "payment_id":',
  },
  {
    guard: 'State guard: told twice',
    gives:
      'The payment that paid an order, told again as another event, which the inbox does not know, changes nothing',
    edits: [{ file: `${orders}/domain/settle.ts`, from: 'order.paymentId === paymentId || ', to: '' }],
    test: {
      file: `${orders}/features/settle-order/settle-order.int.test.ts`,
      name: 'told once more under another id, changes nothing either',
    },
    says: '+ "payment_rejected",',
  },
  {
    guard: 'Version guard: orders',
    gives:
      'What has changed since it was read is looked at again: of many who cancel an order at once one does, and the others see it',
    edits: [
      {
        file: `${orders}/database/order-statements.ts`,
        from: 'and orders.version = $2 returning',
        to: 'and $2::int is not null returning',
      },
    ],
    test: {
      file: `${orders}/features/change-status/change-status.int.test.ts`,
      name: 'and twenty others who cancel it at once over two replicas cancel it once',
    },
    says: 'Set { 200, + 500, }',
  },
  {
    guard: 'Version guard: payments',
    gives: 'Answer and callback of the provider, at two instances at the same moment, complete a payment once',
    edits: [
      {
        file: `${payments}/database/payment-repository.ts`,
        from: ' and payments.version = change.read_version',
        to: '',
      },
    ],
    test: {
      file: `${payments}/features/receive-callback/receive-callback.int.test.ts`,
      name: 'told at two instances that have both read that it is pending, a payment is completed once',
    },
    says: 'Expected: 1 Received: 2',
  },
  {
    guard: 'Amount check, before money is taken',
    gives: 'A wrong amount is refused, not taken and sent back',
    edits: [{ file: `${payments}/domain/payment.ts`, from: 'if (!amount.equals(order.amount))', to: 'if (!amount)' }],
    test: {
      file: `${payments}/features/pay-order/pay-order.int.test.ts`,
      name: 'of 109.07 for an order over 109.08, which is told',
    },
    says: '- "status": 400, + "status": 200,',
  },
  {
    guard: 'Amount check, where the order becomes paid',
    gives: 'A payment of another amount, whatever payments thought, does not make the order paid',
    edits: [
      { file: `${orders}/domain/settle.ts`, from: 'if (!payment.amount.equals(order.amount))', to: 'if (!payment)' },
    ],
    test: {
      file: `${orders}/features/settle-order/settle-order.int.test.ts`,
      name: 'of a wrong amount is sent back, and the order can still be paid',
    },
    says: '+ "paid",',
  },
  {
    guard: 'Ownership in SQL: orders',
    gives: "Somebody else's order is not there",
    edits: [
      {
        file: `${orders}/database/order-repository.ts`,
        from: ".where('id', '=', id);\n    if (owner !== undefined) query = query.where('user_id', '=', owner);",
        to: ".where('id', '=', id);",
      },
    ],
    test: {
      file: `${orders}/features/read-order/ownership.int.test.ts`,
      name: 'of somebody else is not there: /orders/:id',
    },
    says: 'Expected: 404 Received: 200',
  },
  {
    guard: 'Ownership in SQL: payments',
    gives: "Somebody else's payment is not there",
    edits: [
      {
        file: `${payments}/database/payment-repository.ts`,
        from: ".where('id', '=', id);\n    if (payer !== undefined) query = query.where('user_id', '=', payer);",
        to: ".where('id', '=', id);",
      },
    ],
    test: {
      file: `${payments}/features/read-payment/ownership.int.test.ts`,
      name: 'a payment at /payments/:id of somebody else is not there',
    },
    says: '- "status": 404, + "status": 200,',
  },
  {
    guard: 'Refund once',
    gives: 'A payment that is sent back again and again, by new events, is refunded once',
    edits: [
      {
        file: `${payments}/domain/payment.ts`,
        from: "if (status === 'paid') return",
        to: "if (status === 'paid' || status === 'refunded') return",
      },
    ],
    test: {
      file: `${payments}/features/refund-payment/refund-payment.int.test.ts`,
      name: 'is refunded once, however often it is sent back',
    },
    says: 'Expected: 4 Received: 10',
  },
  {
    guard: "Key row in the effect's transaction",
    gives: 'The same request, twenty times at once at two replicas, has its effect once',
    edits: [
      {
        file: `${orders}/database/order-statements.ts`,
        from: "recordKey('$5', 'placed')",
        to: "'select $5::json'",
      },
    ],
    test: {
      file: `${orders}/features/place-order/place-once.int.test.ts`,
      name: 'an order with an Idempotency-Key: POST /orders is placed once when it is sent twenty times at once to two replicas',
    },
    says: 'Expected: 1 Received: 20',
  },
  {
    guard: 'Session revocation',
    gives: 'A token whose session was ended opens nothing, although it has not expired',
    edits: [
      {
        file: 'shared/src/http/callers/tokens.ts',
        from: 'if (ended.include(sub, iat)) throw',
        to: 'if (!ended) throw',
      },
    ],
    test: {
      file: 'shared/src/http/callers/authenticate.test.ts',
      name: 'is refused when its session has ended, on open routes too, and one that is issued then is not',
    },
    says: '- "status": 401, + "status": 200,',
  },
];
