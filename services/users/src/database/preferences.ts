// What users keep for themselves. Nobody else relies on it, so it has no version and no events: the last writer wins.

import type { UserId } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import type { Kysely } from 'kysely';
import type { UsersSchema } from './schema.ts';

export type UserPreferences = Record<string, unknown>;

type Row = { preferences: UserPreferences };

const readPreferences = statement<Row>('select preferences from users where id = $1 and is_active');
const writePreferences = statement<Row>(
  'update users set preferences = $2::jsonb where id = $1 and is_active returning preferences',
);

export class Preferences {
  readonly #db: Kysely<UsersSchema>;

  constructor(db: Kysely<UsersSchema>) {
    this.#db = db;
  }

  /** @returns undefined when there is no such active user; so does `write` */
  async read(id: UserId): Promise<UserPreferences | undefined> {
    return (await readPreferences(this.#db, id))[0]?.preferences;
  }

  async write(id: UserId, preferences: UserPreferences): Promise<UserPreferences | undefined> {
    return (await writePreferences(this.#db, id, JSON.stringify(preferences)))[0]?.preferences;
  }
}
