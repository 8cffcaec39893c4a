// Statements written by hand: one text, built once, so that nothing is compiled on the way of a request.

import { CompiledQuery, type QueryExecutorProvider } from 'kysely';

/**
 * A statement with `$1, $2, …` as its parameters.
 * @returns a function that runs it on a database or in a transaction and gives its rows
 * @example const byId = statement<{ id: string }>(`select id from orders where id = $1`);
 *          const [order] = await byId(db, orderId);
 */
export function statement<Row>(text: string) {
  return async (on: QueryExecutorProvider, ...values: unknown[]): Promise<Row[]> => {
    const result = await on.getExecutor().executeQuery<Row>(CompiledQuery.raw(text, values));
    return result.rows;
  };
}
