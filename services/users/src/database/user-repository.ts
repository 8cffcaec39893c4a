// Users in the database.

import { type Fact, streams, type UserId } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import { outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import { appendEvents, eventsParameter, type Outbox } from '@paidonce/shared/outbox';
import { type Kysely, sql } from 'kysely';
import type { User } from '../domain/user.ts';
import type { UsersSchema, UsersTable } from './schema.ts';

const source = streams.USERS.service;

const columns = [
  'id',
  'version',
  'name',
  'email',
  'role',
  'is_active',
  'preferences',
  'created_at',
] as const satisfies (keyof UsersTable)[];

/** What opens an account. */
export type Secret = { passwordHash: string; hasDemoPassword: boolean };

/** The unique email is the guard: of two who want it at once, one gets no row. */
const insertUser = statement<{ id: UserId }>(
  `with added as (
     insert into users (${columns.join(', ')}, password_hash, has_demo_password)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (lower(email)) do nothing
     returning id
   ),
   told as (${appendEvents('$11', 'added')})
   select id from added`,
);

export class UserRepository {
  readonly #db: Kysely<UsersSchema>;
  readonly #outbox: Pick<Outbox, 'wake'>;

  constructor(db: Kysely<UsersSchema>, outbox: Pick<Outbox, 'wake'>) {
    this.#db = db;
    this.#outbox = outbox;
  }

  /** Writes a new user, in one statement with its event. @returns false, and nothing is written, when the email is taken */
  async insert(user: User, { passwordHash, hasDemoPassword }: Secret, fact: Fact, trace: Trace): Promise<boolean> {
    const { id, version, name, email, role, isActive, createdAt } = user;
    const preferences = JSON.stringify(user.preferences);
    const row = [id, version, name, email, role, isActive, preferences, createdAt, passwordHash, hasDemoPassword];
    const added = await insertUser(this.#db, ...row, eventsParameter([outgoingEvent(fact, source, trace)]));
    if (added.length > 0) this.#outbox.wake();
    return added.length > 0;
  }

  async find(id: UserId): Promise<User | undefined> {
    const row = await this.#db.selectFrom('users').select(columns).where('id', '=', id).executeTakeFirst();
    return row && userOf(row);
  }

  /** In whatever case of letters the email is written. */
  async findByEmail(email: string): Promise<{ user: User; passwordHash: string } | undefined> {
    const row = await this.#db
      .selectFrom('users')
      .select([...columns, 'password_hash'])
      .where(sql`lower(email)`, '=', sql`lower(${email})`)
      .executeTakeFirst();
    return row && { user: userOf(row), passwordHash: row.password_hash };
  }

  async anyDemoPassword(): Promise<boolean> {
    const row = await this.#db
      .selectFrom('users')
      .select('id')
      .where('has_demo_password', '=', true)
      .executeTakeFirst();
    return row !== undefined;
  }
}

function userOf(row: Pick<UsersTable, (typeof columns)[number]>): User {
  const { id, version, name, email, role, preferences } = row;
  return { id, version, name, email, role, isActive: row.is_active, preferences, createdAt: row.created_at };
}
