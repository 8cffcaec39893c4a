// Payments in the database, each change with its events and with what it makes of its order's slot.

import type { OrderId, PaymentId, UserId } from '@paidonce/shared/contracts';
import { coalesced, statement } from '@paidonce/shared/database';
import { type Claim, keyParameter, type Once, once, recordKey } from '@paidonce/shared/idempotency';
import { outgoingEvent } from '@paidonce/shared/messaging';
import { newTrace, type Trace } from '@paidonce/shared/observability';
import { appendEvents, eventsParameter, type Outbox } from '@paidonce/shared/outbox';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Decision, Payment, PaymentStatus } from '../domain/payment.ts';
import { slotAfter } from '../domain/slot.ts';
import { PaymentBatch, source } from './payment-batch.ts';
import { columns, type PaymentRow, paymentOf, rowOf } from './payment-row.ts';
import type { PaymentsSchema, PaymentsTable } from './schema.ts';

export type PaymentFilter = {
  payer: UserId | undefined;
  orderId: OrderId | undefined;
  statuses: readonly PaymentStatus[] | undefined;
  before: PaymentId | undefined;
  limit: number;
  skip: number;
};

/** A payment that may wait for the provider, and the trace of who wanted it to be made or sent back. */
export type Traced = { payment: Payment; trace: Trace };
type TracedRow = PaymentRow & Pick<PaymentsTable, 'trace'>;

/** The longest time between two tries, in seconds. */
const longestDelaySeconds = 300;

const select = columns.join(', ');

/**
 * The slot is the guard: of many that run at the same time, one gets its row back, and only that one writes the rest.
 * Sorted, so that two statements cannot wait for each other.
 */
const insertPayments = statement<{ id: PaymentId }>(
  `with wanted as (
     select ${select}, next_try_seconds, trace
     from json_to_recordset($1::json) as payment(id uuid, order_id uuid, user_id uuid, version int, status text, amount_minor bigint,
       currency text, created_at timestamptz, method text, reason text, next_try_seconds float8, trace json)
   ),
   slot as (
     insert into slots (order_id, payment_id) select order_id, id from wanted order by order_id on conflict do nothing returning payment_id
   ),
   begun as (
     insert into payments (${select}, next_try_at, trace)
     select ${select}, now() + make_interval(secs => next_try_seconds), trace from wanted join slot on slot.payment_id = wanted.id
     returning id
   ),
   keyed as (${recordKey('$2', 'begun')}),
   told as (${appendEvents('$3', 'begun')})
   select id from begun`,
);

/** Only who read the newest version may change it, and only a slot that the payment holds follows it. */
const saveChanges = statement<{ id: PaymentId }>(
  `with changed as (
     update payments
     set version = change.version, status = change.status, reason = change.reason, tries = 0,
       next_try_at = now() + make_interval(secs => change.next_try_seconds), trace = change.trace,
       refund_due_at = case change.status when 'refund_due' then now() else refund_due_at end
     from json_to_recordset($1::json) as change(
       id uuid, read_version int, version int, status text, reason text, slot text, next_try_seconds float8, trace json
     )
     where payments.id = change.id and payments.version = change.read_version
     returning payments.id, change.slot
   ),
   freed as (delete from slots using changed where slots.payment_id = changed.id and changed.slot = 'free'),
   closed as (
     update slots set payment_id = null from changed where slots.payment_id = changed.id and changed.slot = 'closed'
   ),
   told as (${appendEvents('$2', 'changed')})
   select id from changed`,
);

const selectTraced = statement<TracedRow>(`select ${select}, trace from payments where id = $1`);

const lockPayments = statement<PaymentRow>(
  `select ${select} from payments where id = any($1::uuid[]) order by id for update`,
);

/** Whoever takes one puts off its next try, so that nobody else takes it too, and one that never ends holds up no other. */
const takeDue = statement<TracedRow>(
  `update payments
   set tries = tries + 1, next_try_at = now() + make_interval(secs => least($2 * power(2, least(tries, 20)), ${longestDelaySeconds}))
   where id = any(array(
     select id from payments where next_try_at <= now() order by next_try_at limit $1 for update skip locked
   ))
   returning ${select}, trace`,
);

export type NewPayment = { decision: Decision; claim: Claim | undefined; trace: Trace };

export class PaymentRepository {
  /**
   * Writes a new payment with its events and its key, if its order's slot is free, and others of the same moment with
   * it. Tells whether it was.
   */
  readonly insert: (payment: NewPayment) => Promise<boolean>;
  readonly #db: Kysely<PaymentsSchema>;
  readonly #outbox: Pick<Outbox, 'wake'>;
  readonly #retryAfterSeconds: number;

  /** @param retryAfterSeconds when a payment that is not decided is asked about for the first time; later ones take twice as long each */
  constructor(db: Kysely<PaymentsSchema>, outbox: Pick<Outbox, 'wake'>, retryAfterSeconds: number) {
    this.#db = db;
    this.#outbox = outbox;
    this.#retryAfterSeconds = retryAfterSeconds;
    this.insert = coalesced((payments) => this.#insertAll(payments));
  }

  /** One effect for each key. @see once */
  once<Result>(
    claim: Claim | undefined,
    effect: () => Promise<Result>,
    replay: (id: PaymentId) => Promise<Result>,
  ): Promise<Once<Result>> {
    return once(this.#db, claim, effect, replay);
  }

  /**
   * Writes changed payments with their events; money that is due back is sent back at the next look.
   * @returns false, with nothing done, when a payment was changed by somebody else since it was read; its lock rules that out
   */
  async save(batch: PaymentBatch, transaction?: Transaction<PaymentsSchema>): Promise<boolean> {
    if (batch.changes.length === 0) return true;
    const changes = batch.changes.map(({ payment, readVersion, trace }) => {
      const { id, version, status, reason } = payment;
      const due = status === 'refund_due' && { next_try_seconds: 0, trace };
      return { id, read_version: readVersion, version, status, reason, slot: slotAfter(id, payment), ...due };
    });
    const rows = await saveChanges(transaction ?? this.#db, JSON.stringify(changes), eventsParameter(batch.events));
    if (rows.length === 0) return false;
    if (!transaction) this.#outbox.wake();
    return true;
  }

  /** @param payer whose payment it has to be; undefined: anybody's */
  async find(id: PaymentId, payer: UserId | undefined): Promise<Payment | undefined> {
    let query = this.#db.selectFrom('payments').select(columns).where('id', '=', id);
    if (payer !== undefined) query = query.where('user_id', '=', payer);
    const row = await query.executeTakeFirst();
    return row && paymentOf(row);
  }

  async findTraced(id: PaymentId): Promise<Traced | undefined> {
    const [row] = await selectTraced(this.#db, id);
    return row && tracedOf(row);
  }

  /** Newest first. */
  async list({ payer, orderId, statuses, before, limit, skip }: PaymentFilter): Promise<Payment[]> {
    let query = this.#db.selectFrom('payments').select(columns).orderBy('id', 'desc').limit(limit).offset(skip);
    if (payer !== undefined) query = query.where('user_id', '=', payer);
    if (orderId !== undefined) query = query.where('order_id', '=', orderId);
    if (statuses !== undefined) query = query.where('status', '=', sql<PaymentStatus>`any(${statuses}::text[])`);
    if (before !== undefined) query = query.where('id', '<', before);
    return (await query.execute()).map(paymentOf);
  }

  /** Locks payments for decisions in this transaction. Sorted, so that two transactions cannot wait for each other. */
  async lock(transaction: Transaction<PaymentsSchema>, ids: readonly PaymentId[]): Promise<PaymentBatch> {
    return new PaymentBatch((await lockPayments(transaction, ids)).map(paymentOf));
  }

  /** Takes payments that the provider is to be asked about now, at most so many: nobody else gets them before their next try. */
  async takeDue(most: number): Promise<Traced[]> {
    return (await takeDue(this.#db, most, this.#retryAfterSeconds)).map(tracedOf);
  }

  async #insertAll(payments: readonly NewPayment[]): Promise<boolean[]> {
    const rows = await insertPayments(
      this.#db,
      JSON.stringify(payments.map((payment) => this.#rowOf(payment))),
      keyParameter(payments.map(({ decision, claim }) => ({ claim, resourceId: decision.payment.id }))),
      eventsParameter(
        payments.flatMap(({ decision, trace }) => decision.facts.map((fact) => outgoingEvent(fact, source, trace))),
      ),
    );
    this.#outbox.wake();
    const inserted = new Set(rows.map(({ id }) => id));
    return payments.map(({ decision }) => inserted.has(decision.payment.id));
  }

  #rowOf({ decision: { payment }, trace }: NewPayment) {
    const undecided = payment.status === 'pending';
    return { ...rowOf(payment), ...(undecided && { next_try_seconds: this.#retryAfterSeconds, trace }) };
  }
}

function tracedOf(row: TracedRow): Traced {
  return { payment: paymentOf(row), trace: row.trace ?? newTrace() };
}
