/** Which failures of PostgreSQL pass by themselves. */

type PostgresError = { code?: string };

/** Serialization failure and deadlock: the transaction was undone and may simply be tried again. */
const retryable = new Set(['40001', '40P01']);

/** SQLSTATE classes and Node's words for: PostgreSQL is starting, stopping, full, too slow (57014 is a statement's time limit), or not there. */
const away = /^(08|53|57P|57014|25P0[34]|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/;
/** node-postgres gives no code to these. */
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

const asPostgresError = (error: unknown): PostgresError => (typeof error === 'object' && error !== null ? error : {});

export function isRetryable(error: unknown): boolean {
  return retryable.has(asPostgresError(error).code ?? '');
}

/** The database did not do it, and another try later may succeed. What was sent may nevertheless have been committed. */
export function isAway(error: unknown): boolean {
  return away.test(asPostgresError(error).code ?? '') || (error instanceof Error && awayMessages.test(error.message));
}
