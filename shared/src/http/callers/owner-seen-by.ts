// Whose things a caller may see: administrators anybody's, everybody else their own.

import type { UserId } from '../../contracts/index.ts';
import type { Caller } from './caller.ts';

/** @returns the owner that a thing must have, undefined for anybody; it becomes part of the SQL that looks for the thing */
export function ownerSeenBy({ id, role }: Caller): UserId | undefined {
  return role === 'admin' ? undefined : id;
}
