// What the role that serves may do: everything with rows, nothing with tables. The role that migrates owns them, and grants it that.

import { type Kysely, sql } from 'kysely';
import { Refusal } from '../lifecycle/index.ts';

/** Two replicas that grant at the same time would get in each other's way. */
const grantLock = 7_011_003;
const undefinedObject = '42704';

/**
 * Grants `role` what serving needs, on the tables that there are and on those that this owner makes later. May be repeated.
 * @throws Refusal when there is no such role
 */
export async function grantServing<Schema>(db: Kysely<Schema>, role: string): Promise<void> {
  const server = sql.id(role);
  await db
    .transaction()
    .execute(async (transaction) => {
      await sql`SELECT pg_advisory_xact_lock(${sql.lit(grantLock)})`.execute(transaction);
      await sql`GRANT USAGE ON SCHEMA public TO ${server}`.execute(transaction);
      await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${server}`.execute(transaction);
      await sql`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${server}`.execute(transaction);
      // It may read what was migrated: an earlier version that comes back, and migrated with this role, has to see that nothing is to be done.
      await sql`REVOKE INSERT, UPDATE, DELETE ON kysely_migration, kysely_migration_lock FROM ${server}`.execute(
        transaction,
      );
      await sql`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${server}`.execute(
        transaction,
      );
      await sql`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${server}`.execute(
        transaction,
      );
    })
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== undefinedObject) throw error; // an error of PostgreSQL has a code
      const remedy = 'make it, or correct DATABASE_RUNTIME_ROLE';
      throw new Refusal(`There is no role "${role}" to serve with: ${remedy}.`, { cause: error });
    });
}
