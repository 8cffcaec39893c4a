// Idempotency keys in the database: who did what with which key, for a day.

import type { Kysely } from 'kysely';
import type { UserId } from '../contracts/index.ts';
import { statement } from '../database/index.ts';
import type { Keyed } from '../http/index.ts';
import { KeyReused } from './key-reused.ts';

/** A request with a key, and whose it is: two users may choose the same one. */
export type Claim = Keyed & { userId: UserId };

/** How long a key is remembered. */
const kept = "interval '24 hours'";

const selectKey = statement<{ fingerprint: string; resource_id: string }>(
  `select fingerprint, resource_id from idempotency_keys where user_id = $1 and key = $2 and created_at > now() - ${kept}`,
);

/** So many at once, so that no request waits for long. */
const trimmedAtOnce = 1_000;

const deleteOld = statement(
  `delete from idempotency_keys where (user_id, key) in (
     select user_id, key from idempotency_keys where created_at <= now() - ${kept} order by created_at limit ${trimmedAtOnce} for update skip locked
   ) returning 1`,
);

const deleteOldOne = statement(
  `delete from idempotency_keys where user_id = $1 and key = $2 and created_at <= now() - ${kept}`,
);

export const keys = {
  /**
   * @returns the id of what the key has made; undefined when it is new
   * @throws KeyReused when it was another request
   */
  async find<Schema, Id extends string>(db: Kysely<Schema>, claim: Claim): Promise<Id | undefined> {
    const [row] = await selectKey(db, claim.userId, claim.key);
    if (!row) return undefined;
    if (row.fingerprint !== claim.fingerprint) throw new KeyReused();
    return row.resource_id as Id; // as `keyParameter` was given it
  },

  /** Makes room for a key whose day is over. */
  async forgetExpired<Schema>(db: Kysely<Schema>, claim: Claim): Promise<void> {
    await deleteOldOne(db, claim.userId, claim.key);
  },

  /** Removes a batch of the keys whose day is over. @returns whether there may be more of them */
  async trim<Schema>(db: Kysely<Schema>): Promise<boolean> {
    return (await deleteOld(db)).length === trimmedAtOnce;
  },
};

/** A user's claim to a key; undefined when the request had none. */
export function claimOf(keyed: Keyed | undefined, userId: UserId): Claim | undefined {
  return keyed && { ...keyed, userId };
}

/** A claim, if there is one, and what is made under it. */
export type Claimed = { claim: Claim | undefined; resourceId: string };

/** The value of the JSON parameter that `recordKey` reads. */
export function keyParameter(claimed: readonly Claimed[]): string {
  return JSON.stringify(
    claimed.flatMap(({ claim, resourceId }) =>
      claim ? [{ user_id: claim.userId, key: claim.key, fingerprint: claim.fingerprint, resource_id: resourceId }] : [],
    ),
  );
}

/**
 * SQL of a part of a command's statement: writes the key down, if there is one, provided that the guard let the command
 * through. A key that is taken is a unique violation, which undoes the whole statement; a twin that runs at the same
 * moment is waited for.
 * @param parameter such as `$5`: what `keyParameter` gives
 * @param guard name of the part that has the `id` of every resource that was made
 */
export function recordKey(parameter: string, guard: string): string {
  return `insert into idempotency_keys (user_id, key, fingerprint, resource_id)
    select claim.user_id, claim.key, claim.fingerprint, claim.resource_id
    from json_to_recordset(${parameter}::json) as claim(user_id uuid, key text, fingerprint text, resource_id uuid)
    join ${guard} as made on made.id = claim.resource_id`;
}
