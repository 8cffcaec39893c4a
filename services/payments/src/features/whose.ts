/** Whose payments a caller may see: administrators anybody's, everybody else their own. */
import type { UserId } from '@paidonce/shared/contracts';
import type { Caller } from '@paidonce/shared/http';

/** @returns the payer that a payment must have, undefined for anybody; it becomes part of the SQL */
export function payerSeenBy(caller: Caller): UserId | undefined {
  return caller.role === 'admin' ? undefined : caller.id;
}
