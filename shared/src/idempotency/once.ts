// The rule of Idempotency-Key: one key, one effect, and for every repetition the first answer again.
// https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/

import type { Kysely } from 'kysely';
import { type Claim, keys } from './keys.ts';

export type Once<Result> = { result: Result; replayed: boolean };

/**
 * Runs the effect, once per key.
 * @param effect has to write the key down in its own statement (`recordKey`)
 * @param replay makes the first answer again from the id of what the effect made
 * @throws KeyReused when the key belongs to another request; else what the effect or the replay throws
 */
export async function once<Schema, Id extends string, Result>(
  db: Kysely<Schema>,
  claim: Claim | undefined,
  effect: () => Promise<Result>,
  replay: (id: Id) => Promise<Result>,
): Promise<Once<Result>> {
  if (!claim) return { result: await effect(), replayed: false };
  const known = await keys.find<Schema, Id>(db, claim);
  if (known !== undefined) return { result: await replay(known), replayed: true };
  await keys.forgetExpired(db, claim);
  try {
    return { result: await effect(), replayed: false };
  } catch (error) {
    // A twin may have been quicker: then the effect found the key taken, or what it wanted done, by the very same request.
    const made = await keys.find<Schema, Id>(db, claim);
    if (made === undefined) throw error;
    return { result: await replay(made), replayed: true };
  }
}
