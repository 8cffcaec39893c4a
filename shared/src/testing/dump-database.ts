// Everything that a database holds, to be compared with what it holds later.

import { query } from './query.ts';

/** The rows of every table, as text, sorted: two dumps are equal exactly when no row was added, changed or removed in between. */
export async function dumpDatabase(url: string): Promise<Record<string, string[]>> {
  const tables = await query<{ name: string }>(
    url,
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const dumps = tables.map(async ({ name }) => {
    const rows = await query<{ row: string }>(url, `select t::text as row from "${name}" as t order by 1`);
    return [name, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(dumps));
}
