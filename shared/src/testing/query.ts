// Looking behind a service's back: what is really in its database.

import pg from 'pg';

/** Runs one statement, or several, and gives the rows of the (last) one. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  ...values: unknown[]
): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
