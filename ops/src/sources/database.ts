// A service's database, for reading alone.

import type { DatabaseOwner } from '@paidonce/shared/contracts';
import pg from 'pg';
import { CouldNotLook } from './could-not-look.ts';
import { variableOf } from './variables.ts';

export type Database = {
  rows<Row extends pg.QueryResultRow>(text: string, ...values: unknown[]): Promise<Row[]>;
  /**
   * The rows of a statement that gives those after id `$1`, by id, at most `$2`: page after page, so that a table of any size
   * passes through little memory. All of them, unless it is said after which id they begin. More values are `$3` and so on.
   */
  pages<Row extends pg.QueryResultRow & { id: string }>(
    text: string,
    after?: string,
    ...values: unknown[]
  ): AsyncGenerator<Row[]>;
  close(): Promise<void>;
};

const firstId = '00000000-0000-0000-0000-000000000000';
const pageSize = 10_000;

/** Whoever runs the command may have given it an owner's address: the session itself refuses to write. */
const session = '-c default_transaction_read_only=on -c statement_timeout=300000';

/** Two services have a table of orders: a mistaken address must not be read as if it were right. */
const firstMigration = 'select from kysely_migration where name = $1';

/** @throws CouldNotLook */
export async function openDatabase(owner: DatabaseOwner, url: string): Promise<Database> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'paidonce',
    connectionTimeoutMillis: 5_000,
    options: session,
  });
  client.on('error', () => {}); // the statement that runs then, or the next one, says so
  const couldNot = (cause: unknown): never => {
    const reason = cause instanceof Error ? cause.message || cause.name : cause;
    const where = process.env[variableOf(owner)] ? ` (${variableOf(owner)})` : '';
    throw new CouldNotLook(`The database of ${owner}${where} cannot be read: ${reason}`, { cause });
  };
  try {
    await client.connect();
    const { rowCount } = await client.query(firstMigration, [`0001-${owner}`]);
    if (rowCount === 0) throw new Error(`${client.database} is another service's database`);
  } catch (error) {
    await client.end().catch(() => {}); // what did not connect need not be disconnected
    couldNot(error);
  }

  const rows = async <Row extends pg.QueryResultRow>(text: string, ...values: unknown[]): Promise<Row[]> => {
    const result = await client.query<Row>(text, values).catch(couldNot);
    return result.rows;
  };
  return {
    rows,
    async *pages<Row extends pg.QueryResultRow & { id: string }>(text: string, first = firstId, ...values: unknown[]) {
      let page: Row[];
      let after = first;
      do {
        page = await rows<Row>(text, after, pageSize, ...values);
        yield page;
        after = page.at(-1)?.id ?? after;
      } while (page.length === pageSize);
    },
    close: () => client.end(),
  };
}
