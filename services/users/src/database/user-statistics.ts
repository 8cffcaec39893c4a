// Users in numbers.

import type { Role } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import type { Kysely } from 'kysely';
import type { UsersSchema } from './schema.ts';

export type Totals = { role: Role; is_active: boolean; count: number };
export type SignUps = { date: string; count: number };

const totals = statement<Totals>('select role, is_active, count(*)::int as count from users group by role, is_active');

/** Days are those of UTC; today is the last. A day without sign-ups is there with 0. */
const signUps = statement<SignUps>(
  `with today as (select (now() at time zone 'UTC')::date as date),
   counted as (
     select (created_at at time zone 'UTC')::date as date, count(*)::int as count
     from users, today where created_at >= (today.date - ($1::int - 1))::timestamp at time zone 'UTC'
     group by 1
   )
   select to_char(day, 'YYYY-MM-DD') as date, coalesce(counted.count, 0) as count
   from today, generate_series(today.date - ($1::int - 1), today.date, interval '1 day') as day
   left join counted on counted.date = day::date
   order by day`,
);

export class UserStatistics {
  readonly #db: Kysely<UsersSchema>;

  constructor(db: Kysely<UsersSchema>) {
    this.#db = db;
  }

  totals(): Promise<Totals[]> {
    return totals(this.#db);
  }

  /** One row for each of the last days, oldest first. */
  signUps(days: number): Promise<SignUps[]> {
    return signUps(this.#db, days);
  }
}
