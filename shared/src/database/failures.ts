// Which failures of PostgreSQL pass by themselves.

import { Unavailable } from '../errors/index.ts';

type PostgresError = { code?: string; constraint?: string };

/** Serialization failure and deadlock: the transaction was undone and may simply be tried again. */
const retryable = new Set(['40001', '40P01']);

/**
 * SQLSTATE classes and Node's words for: PostgreSQL is starting, stopping, full, too slow (57014 is a statement's time
 * limit), not there, or does not let us in (28, 3D: its password has been changed, or it is just being set up).
 */
const away = /^(08|28|3D|53|57P|57014|25P0[34]|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/;
/** node-postgres gives no code to these. */
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

const asPostgresError = (error: unknown): PostgresError => (typeof error === 'object' && error !== null ? error : {});

export function isRetryable(error: unknown): boolean {
  return retryable.has(asPostgresError(error).code ?? '');
}

/**
 * Whether an error may be due to what was to be written. PostgreSQL says so of data that do not fit (class 22) and of
 * violated constraints (23). A missing table, right or disk space is not the data's fault: somebody mends it, and the
 * same statement succeeds.
 * @returns true also for errors that are not PostgreSQL's
 */
export function blamesTheData(error: unknown): boolean {
  const { code } = asPostgresError(error);
  return typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^2[23]/.test(code);
}

/** The database did not do it, and another try later may succeed. What was sent may nevertheless have been committed. */
export function isAway(error: unknown): boolean {
  return away.test(asPostgresError(error).code ?? '') || (error instanceof Error && awayMessages.test(error.message));
}

/** What is needed is away, PostgreSQL or another service: nothing of the kind can be done now, and nothing is the data's fault. */
export function isOutage(error: unknown): boolean {
  return error instanceof Unavailable || isAway(error);
}

/** Whether what was to be written is refused by this constraint or unique index. The whole statement was undone then. */
export function violates(error: unknown, constraint: string): boolean {
  const { code = '', constraint: violated } = asPostgresError(error);
  return /^23/.test(code) && violated === constraint;
}
