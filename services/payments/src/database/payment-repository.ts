// Payments in the database, each change with its events, and the slots that let an order be paid once.

import { Money, type OrderId, type PaymentId, streams, type UserId } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import { type OutgoingEvent, outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import { appendEvents, eventsParameter, type Outbox } from '@paidonce/shared/outbox';
import type { Kysely, Transaction } from 'kysely';
import type { Decision, Payment } from '../domain/payment.ts';
import type { PaymentsSchema, PaymentsTable } from './schema.ts';

export type PaymentFilter = {
  userId: UserId | undefined;
  orderId: OrderId | undefined;
  before: PaymentId | undefined;
  limit: number;
  skip: number;
};

const source = streams.PAYMENTS.service;

const columns = ['id', 'order_id', 'user_id', 'version', 'status', 'amount_minor', 'currency', 'created_at'] as const;

/** The slot is the guard: of many that run at the same time, one gets its row back, and only that one writes the rest. */
const insertCompleted = statement<{ id: PaymentId }>(
  `with slot as (
     insert into slots (order_id, payment_id) values ($2, $1) on conflict do nothing returning payment_id
   ),
   completed as (
     insert into payments (${columns.join(', ')}) select $1, $2, $3, $4, $5, $6, $7, $8 from slot returning id
   ),
   told as (${appendEvents('$9', 'completed')})
   select id from completed`,
);

const lockPayments = statement<PaymentsTable>(
  `select ${columns.join(', ')} from payments where id = any($1::uuid[]) order by id for update`,
);

const saveRefunds = statement(
  `with refunded as (
     update payments set status = 'refunded', version = version + 2 where id = any($1::uuid[]) and status = 'paid' returning id
   ),
   closed as (update slots set payment_id = null from refunded where slots.payment_id = refunded.id),
   told as (${appendEvents('$2', 'refunded')})
   select count(*) from refunded`,
);

export class PaymentRepository {
  readonly #db: Kysely<PaymentsSchema>;
  readonly #outbox: Pick<Outbox, 'wake'>;

  constructor(db: Kysely<PaymentsSchema>, outbox: Pick<Outbox, 'wake'>) {
    this.#db = db;
    this.#outbox = outbox;
  }

  /** Writes a completed payment with its event, if its order's slot is free. @returns whether it was */
  async complete({ payment, facts }: Decision, trace: Trace): Promise<boolean> {
    const { id, orderId, userId, version, status, amount, createdAt } = payment;
    const events = facts.map((fact) => outgoingEvent(fact, source, trace));
    const rows = await insertCompleted(
      this.#db,
      ...[id, orderId, userId, version, status, amount.minor, amount.currency, createdAt],
      eventsParameter(events),
    );
    if (rows.length === 0) return false;
    this.#outbox.wake();
    return true;
  }

  /** @param payer whose payment it has to be; undefined: anybody's */
  async find(id: PaymentId, payer: UserId | undefined): Promise<Payment | undefined> {
    let query = this.#db.selectFrom('payments').select(columns).where('id', '=', id);
    if (payer !== undefined) query = query.where('user_id', '=', payer);
    const row = await query.executeTakeFirst();
    return row && paymentOf(row);
  }

  /** Newest first. */
  async list({ userId, orderId, before, limit, skip }: PaymentFilter): Promise<Payment[]> {
    let query = this.#db.selectFrom('payments').select(columns).orderBy('id', 'desc').limit(limit).offset(skip);
    if (userId !== undefined) query = query.where('user_id', '=', userId);
    if (orderId !== undefined) query = query.where('order_id', '=', orderId);
    if (before !== undefined) query = query.where('id', '<', before);
    return (await query.execute()).map(paymentOf);
  }

  /** Locks payments for decisions in this transaction. Sorted, so that two transactions cannot wait for each other. */
  async lock(transaction: Transaction<PaymentsSchema>, ids: readonly PaymentId[]): Promise<Map<PaymentId, Payment>> {
    const rows = await lockPayments(transaction, ids);
    return new Map(rows.map((row) => [row.id, paymentOf(row)]));
  }

  /** Writes refunds with their events, and closes the slots: a refunded order is never payable again. */
  async saveRefunds(
    transaction: Transaction<PaymentsSchema>,
    refunds: readonly { decision: Decision; trace: Trace }[],
  ): Promise<void> {
    if (refunds.length === 0) return;
    const ids = refunds.map(({ decision }) => decision.payment.id);
    const events = refunds.flatMap(({ decision, trace }): OutgoingEvent[] =>
      decision.facts.map((fact) => outgoingEvent(fact, source, trace)),
    );
    await saveRefunds(transaction, ids, eventsParameter(events));
  }
}

function paymentOf(row: PaymentsTable): Payment {
  return {
    id: row.id,
    orderId: row.order_id,
    userId: row.user_id,
    version: row.version,
    status: row.status,
    amount: new Money(row.amount_minor, row.currency),
    method: undefined,
    reason: undefined,
    createdAt: row.created_at,
  };
}
