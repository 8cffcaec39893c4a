// Orders in numbers: one owner's, or everybody's.

import type { Currency, UserId } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import type { Kysely } from 'kysely';
import type { OrderStatus } from '../domain/order.ts';
import type { OrdersSchema } from './schema.ts';

/** Money as a text of minor units: a sum may be larger than any amount. */
export type StatusTotal = { status: OrderStatus; currency: Currency; count: number; minor: string };
export type DayTotal = { date: string; count: number; minor: string };

const ofOwner = '($1::uuid is null or user_id = $1)';

const byStatus = statement<StatusTotal>(
  `select status, currency, count(*)::int as count, sum(amount_minor)::text as minor
   from orders where ${ofOwner} group by status, currency`,
);

/** Days are those of UTC; today is the last. A day without orders is there with 0. */
const byDay = statement<DayTotal>(
  `with today as (select (now() at time zone 'UTC')::date as date),
   counted as (
     select (created_at at time zone 'UTC')::date as date, count(*)::int as count,
       sum(amount_minor) filter (where status not in ('pending', 'cancelled')) as minor
     from orders, today where ${ofOwner} and created_at >= (today.date - ($2::int - 1))::timestamp at time zone 'UTC'
     group by 1
   )
   select to_char(day, 'YYYY-MM-DD') as date, coalesce(counted.count, 0) as count, coalesce(counted.minor, 0)::text as minor
   from today, generate_series(today.date - ($2::int - 1), today.date, interval '1 day') as day
   left join counted on counted.date = day::date
   order by day`,
);

export class OrderStatistics {
  readonly #db: Kysely<OrdersSchema>;

  constructor(db: Kysely<OrdersSchema>) {
    this.#db = db;
  }

  /** @param owner whose orders; undefined: everybody's */
  byStatus(owner: UserId | undefined): Promise<StatusTotal[]> {
    return byStatus(this.#db, owner ?? null);
  }

  /** Orders by the day on which they were placed: one row for each of the last days, oldest first. */
  byDay(owner: UserId | undefined, days: number): Promise<DayTotal[]> {
    return byDay(this.#db, owner ?? null, days);
  }
}
