// Dump and restore, without the programs for it, which npm's PostgreSQL does not bring.

import pg from 'pg';

const tablesOf = `
  select table_name as name from information_schema.tables
  where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'`;
const sequencesOf = `select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public'`;

/** Puts all rows of one database into the tables of another one, which has the same, and brings its sequences as far. */
export async function copyRows(fromUrl: string, toUrl: string): Promise<void> {
  const [from, to] = [new pg.Client(fromUrl), new pg.Client(toUrl)];
  await Promise.all([from.connect(), to.connect()]);
  try {
    await from.query('begin isolation level repeatable read read only');
    await to.query('begin');
    for (const { name } of (await from.query<{ name: string }>(tablesOf)).rows) {
      const table = pg.escapeIdentifier(name);
      // As one text, since numbers of 64 bits lose digits in JavaScript.
      const { rows } = await from.query<{ all: string | null }>(`select json_agg(t)::text as all from ${table} as t`);
      await to.query(`delete from ${table}`);
      await to.query(
        `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1::json)`,
        [rows[0]?.all ?? '[]'],
      );
    }
    for (const { name, last } of (await from.query<{ name: string; last: string | null }>(sequencesOf)).rows)
      if (last !== null) await to.query('select setval($1::regclass, $2::bigint)', [pg.escapeIdentifier(name), last]);
    await to.query('commit');
  } finally {
    await Promise.all([from.end(), to.end()]);
  }
}
