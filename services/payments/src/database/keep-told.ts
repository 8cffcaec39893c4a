// Payments and slots as they were told to be.

import type { PaymentCompleted } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import type { Transaction } from 'kysely';
import type { Payment } from '../domain/payment.ts';
import { columns } from './payment-row.ts';
import type { PaymentsSchema } from './schema.ts';

export type ToldPayment = PaymentCompleted &
  Pick<Payment, 'reason'> & { status: 'paid' | 'failed' | 'refunded'; at: Date };

const record = `told(id uuid, order_id uuid, user_id uuid, version int, status text, amount_minor bigint, currency text,
  created_at timestamptz, method text, reason text)`;
const select = columns.join(', ');

/** The newest version of each payment says all of it. */
const keepNewest = statement(
  `insert into payments (${select})
   select distinct on (id) ${select} from json_to_recordset($1::json) as ${record} order by id, version desc
   on conflict (id) do update set version = excluded.version, status = excluded.status, reason = excluded.reason,
     tries = 0, next_try_at = null, trace = null
   where payments.version < excluded.version`,
);

/** A payment that was completed held its order's slot, whatever held it before: that must have failed. */
const takeSlots = statement(
  `insert into slots (order_id, payment_id) select order_id, id from json_to_recordset($1::json) as ${record} where status = 'paid'
   on conflict (order_id) do update set payment_id = excluded.payment_id where slots.payment_id is not null`,
);

const freeSlots = statement(
  `delete from slots using json_to_recordset($1::json) as ${record} where slots.payment_id = told.id and told.status = 'failed'`,
);

const closeSlots = statement(
  `update slots set payment_id = null from json_to_recordset($1::json) as ${record}
   where slots.payment_id = told.id and told.status = 'refunded'`,
);

/** In whatever order the events come: each statement holds by itself for what was told. */
export async function keepTold(transaction: Transaction<PaymentsSchema>, told: readonly ToldPayment[]): Promise<void> {
  const rows = JSON.stringify(told.map(rowOfTold));
  await keepNewest(transaction, rows);
  await takeSlots(transaction, rows);
  await freeSlots(transaction, rows);
  await closeSlots(transaction, rows);
}

function rowOfTold({ paymentId, orderId, userId, version, status, amount, at, reason }: ToldPayment) {
  return {
    id: paymentId,
    order_id: orderId,
    user_id: userId,
    version,
    status,
    amount_minor: amount.minor,
    currency: amount.currency,
    created_at: at,
    reason: reason ?? null,
  };
}
