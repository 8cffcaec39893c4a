// A transaction of somebody else, which the others have to wait for.

import { type Kysely, sql } from 'kysely';

/** Resolves when it has run this; it stays open until its end. */
export async function holdOpen<Schema>(db: Kysely<Schema>, text: string): Promise<{ end(): Promise<void> }> {
  const ran = Promise.withResolvers<void>();
  const closing = Promise.withResolvers<void>();
  const transaction = db.transaction().execute(async (own) => {
    await sql.raw(text).execute(own);
    ran.resolve();
    await closing.promise;
  });
  await Promise.race([ran.promise, transaction]);
  return {
    async end() {
      closing.resolve();
      await transaction;
    },
  };
}
