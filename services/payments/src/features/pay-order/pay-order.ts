// Somebody pays an order: exactly its amount, and once.

import { type Money, newId, type OrderId, type PaymentId } from '@paidonce/shared/contracts';
import type { Asked, Caller, Deadline, Keyed } from '@paidonce/shared/http';
import { claimOf, type Once } from '@paidonce/shared/idempotency';
import type { PaymentRepository } from '../../database/payment-repository.ts';
import type { SlotRepository } from '../../database/slot-repository.ts';
import { AlreadyPaid } from '../../domain/already-paid.ts';
import { OrderNotPayable } from '../../domain/order-not-payable.ts';
import { begin, type Payment, succeed } from '../../domain/payment.ts';
import { PaymentInProgress } from '../../domain/payment-in-progress.ts';
import type { Provider } from '../../provider/provider.ts';
import type { Settling } from '../settle-payments/settling.ts';
import type { Orders } from './orders.ts';
import { waitForDecision } from './wait-for-decision.ts';

export type PayOrderDependencies = {
  orders: Orders;
  payments: PaymentRepository;
  slots: SlotRepository;
  provider: Provider;
  settling: Pick<Settling, 'begin'>;
};

export type PaymentRequest = { orderId: OrderId; amount: Money; method?: string | undefined };
type AskedOnce = Asked & { keyed: Keyed | undefined };

/**
 * What the provider is certain to take is written down as paid in one statement. Anything else goes three steps: the
 * payment is committed as pending, which takes the order's slot; the provider is asked; its word is committed.
 * @returns the payment, which may have failed, or still be pending when the request's time is up
 * @throws AlreadyPaid, OrderNotPayable, PaymentInProgress when the order's slot is taken, and stays so
 * @throws what `begin` throws, KeyReused, and Unavailable when the order cannot be looked up
 */
export const payOrder = ({ orders, payments, slots, provider, settling }: PayOrderDependencies) => {
  const wait = waitForDecision(payments);

  async function pay({ orderId, amount, method }: PaymentRequest, payer: Caller, asked: AskedOnce): Promise<Payment> {
    const order = await orders.find(orderId, { ...asked, token: payer.token });
    const payment = begin(order, { id: newId<PaymentId>(), payer: payer.id, amount, method, at: new Date() });
    const atOnce = provider.takesAtOnce(payment);
    const decision = atOnce ? succeed(payment) : { payment, facts: [] };
    const claim = claimOf(asked.keyed, payer.id);
    while (!(await payments.insert({ decision, claim, trace: asked.trace }))) {
      await slotIsFree(payment.orderId, asked.deadline);
    }
    return atOnce ? decision.payment : wait(payment, asked.deadline, settling.begin(payment));
  }

  /** Waits for the payment that holds the slot. Returns when it has failed, so that the next one may try. */
  async function slotIsFree(orderId: OrderId, deadline: Deadline): Promise<void> {
    const { slot, holder } = await slots.find(orderId);
    if (slot === 'closed') throw new OrderNotPayable();
    const ended = holder && (await wait(holder, deadline));
    if (ended?.status === 'pending') throw new PaymentInProgress();
    if (ended && ended.status !== 'failed') throw new AlreadyPaid();
  }

  async function payAgain(id: PaymentId, { deadline }: AskedOnce): Promise<Payment> {
    const payment = await payments.find(id, undefined);
    if (!payment) throw new Error(`payment ${id}, which a key names, is not there`);
    return wait(payment, deadline);
  }

  return (request: PaymentRequest, payer: Caller, asked: AskedOnce): Promise<Once<Payment>> =>
    payments.once(
      claimOf(asked.keyed, payer.id),
      () => pay(request, payer, asked),
      (id) => payAgain(id, asked),
    );
};

export type PayOrder = ReturnType<typeof payOrder>;
