// Somebody pays an order: exactly its amount, and once.

import { type Money, newId, type OrderId, type PaymentId } from '@paidonce/shared/contracts';
import type { Caller, CallOptions } from '@paidonce/shared/http';
import type { PaymentRepository } from '../../database/payment-repository.ts';
import { AlreadyPaid } from '../../domain/already-paid.ts';
import { begin, type Payment, succeed } from '../../domain/payment.ts';
import type { Orders } from './orders.ts';

export type PayOrderDependencies = { orders: Orders; payments: PaymentRepository };

/**
 * @throws AlreadyPaid when the order's slot is taken
 * @throws what `begin` throws, and Unavailable when the order cannot be looked up
 */
export const payOrder =
  ({ orders, payments }: PayOrderDependencies) =>
  async (orderId: OrderId, amount: Money, payer: Caller, asked: Omit<CallOptions, 'token'>): Promise<Payment> => {
    const order = await orders.find(orderId, { ...asked, token: payer.token });
    const decision = succeed(begin(order, { id: newId<PaymentId>(), payer: payer.id, amount, at: new Date() }));
    if (!(await payments.complete(decision, asked.trace))) throw new AlreadyPaid();
    return decision.payment;
  };

export type PayOrder = ReturnType<typeof payOrder>;
