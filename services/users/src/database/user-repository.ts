// Users in the database, each change with its event.

import { type Fact, streams, type UserId, type UserState } from '@paidonce/shared/contracts';
import { statement, violates } from '@paidonce/shared/database';
import { outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import { appendEvents, eventsParameter, type Outbox } from '@paidonce/shared/outbox';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type AccountChange, takesAdministrator } from '../domain/account-change.ts';
import { EmailTaken } from '../domain/email-taken.ts';
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
  'sessions_valid_from',
  'created_at',
] as const satisfies (keyof UsersTable)[];

/** What opens an account. */
export type Secret = { passwordHash: string; hasDemoPassword: boolean };

export type Page = { before: UserId | undefined; limit: number; skip: number };

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

/**
 * Whoever takes an administrator away holds another one until the commit, so that two cannot take each other away: the
 * second waits, and then sees what has become of the other, since a lock looks at the newest row and not at the
 * statement's snapshot. All begin with the lowest id, so that nobody waits in a circle.
 */
const administrators = `administrators as (
    select id from users where role = 'admin' and is_active order by id for update
  )`;
const leavesAnother = (takesAway: string) =>
  `(not ${takesAway}::boolean or exists (select from administrators where id <> $1))`;

const updateUser = statement<{ id: UserId }>(
  `with ${administrators},
   changed as (
     update users set version = $3, name = $4, email = $5, role = $6, is_active = $7, sessions_valid_from = $8,
       password_hash = coalesce($9::text, password_hash), has_demo_password = has_demo_password and $9::text is null
     where id = $1 and version = $2 and ${leavesAnother('$10')}
     returning id
   ),
   told as (${appendEvents('$11', 'changed')})
   select id from changed`,
);

const deleteUser = statement<{ id: UserId }>(
  `with ${administrators},
   gone as (delete from users where id = $1 and version = $2 and ${leavesAnother('$3')} returning id),
   told as (${appendEvents('$4', 'gone')})
   select id from gone`,
);

/** What was told of an account, unless something newer is known. */
const keepTold = statement<{ id: UserId }>(
  `update users set version = greatest(version, $2),
     role = case when version < $2 then $3 else role end,
     is_active = case when version < $2 then $4 else is_active end,
     sessions_valid_from = greatest(sessions_valid_from, $5)
   where id = $1 returning id`,
);

const keepDeleted = statement('delete from users where id = $1');

const tellLost = statement(`with lost as (select $1::uuid as id), told as (${appendEvents('$2', 'lost')}) select 1`);

export class UserRepository {
  readonly #db: Kysely<UsersSchema>;
  readonly #outbox: Pick<Outbox, 'wake'>;

  constructor(db: Kysely<UsersSchema>, outbox: Pick<Outbox, 'wake'>) {
    this.#db = db;
    this.#outbox = outbox;
  }

  /** Writes a new user, in one statement with its event. @returns false, and nothing is written, when the email is taken */
  async insert(user: User, { passwordHash, hasDemoPassword }: Secret, fact: Fact, trace: Trace): Promise<boolean> {
    const { id, version, name, email, role, isActive, sessionsValidFrom, createdAt } = user;
    const row = [id, version, name, email, role, isActive, sessionsValidFrom, createdAt, passwordHash, hasDemoPassword];
    return this.#told(await insertUser(this.#db, ...row, events([fact], trace)));
  }

  /**
   * Writes a change, in one statement with its event.
   * @param passwordHash of a new password; without one the old stays
   * @returns false, and nothing is written, when the user is not as it was read, or would leave no administrator behind
   * @throws EmailTaken
   */
  async save(change: AccountChange, passwordHash: string | undefined, trace: Trace): Promise<boolean> {
    const { before, after, facts } = change;
    const { id, version, name, email, role, isActive, sessionsValidFrom } = after;
    const row = [id, before.version, version, name, email, role, isActive, sessionsValidFrom, passwordHash];
    try {
      return this.#told(await updateUser(this.#db, ...row, takesAdministrator(change), events(facts, trace)));
    } catch (error) {
      throw violates(error, 'users_email') ? new EmailTaken() : error;
    }
  }

  /** Removes all that is known of a user, in one statement with the event. @returns false as `save` does */
  async remove(removal: AccountChange, trace: Trace): Promise<boolean> {
    const { before, facts } = removal;
    const guards = [before.id, before.version, takesAdministrator(removal)];
    return this.#told(await deleteUser(this.#db, ...guards, events(facts, trace)));
  }

  /** Writes what was told before, and tells nobody. @returns false when there is no such account */
  async keepTold(
    transaction: Transaction<UsersSchema>,
    { userId, version, role, isActive, sessionsValidFrom }: UserState,
  ): Promise<boolean> {
    return (await keepTold(transaction, userId, version, role, isActive, sessionsValidFrom)).length > 0;
  }

  async keepDeleted(transaction: Transaction<UsersSchema>, id: UserId): Promise<void> {
    await keepDeleted(transaction, id);
  }

  /** Tells of an account that is not there. */
  async tellLost(transaction: Transaction<UsersSchema>, fact: Fact, trace: Trace): Promise<void> {
    await tellLost(transaction, fact.subject, events([fact], trace));
  }

  async find(id: UserId): Promise<User | undefined> {
    const row = await this.#db.selectFrom('users').select(columns).where('id', '=', id).executeTakeFirst();
    return row && userOf(row);
  }

  /** Newest first. */
  async list({ before, limit, skip }: Page): Promise<User[]> {
    let query = this.#db.selectFrom('users').select(columns).orderBy('id', 'desc').limit(limit).offset(skip);
    if (before !== undefined) query = query.where('id', '<', before);
    return (await query.execute()).map(userOf);
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

  async passwordHash(id: UserId): Promise<string | undefined> {
    const row = await this.#db.selectFrom('users').select('password_hash').where('id', '=', id).executeTakeFirst();
    return row?.password_hash;
  }

  async anyDemoPassword(): Promise<boolean> {
    const row = await this.#db
      .selectFrom('users')
      .select('id')
      .where('has_demo_password', '=', true)
      .executeTakeFirst();
    return row !== undefined;
  }

  #told(written: readonly unknown[]): boolean {
    if (written.length > 0) this.#outbox.wake();
    return written.length > 0;
  }
}

function events(facts: readonly Fact[], trace: Trace): string {
  return eventsParameter(facts.map((fact) => outgoingEvent(fact, source, trace)));
}

function userOf(row: Pick<UsersTable, (typeof columns)[number]>): User {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    email: row.email,
    role: row.role,
    isActive: row.is_active,
    sessionsValidFrom: row.sessions_valid_from,
    createdAt: row.created_at,
  };
}
