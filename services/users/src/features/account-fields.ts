// The fields of requests that make or open an account.

import { z } from 'zod';
import { isAcceptablePassword, longestPassword, passwordRule } from '../domain/password.ts';

const nameRule = 'must have 1 to 200 characters';

export const name = z.string().trim().min(1, nameRule).max(200, nameRule);

/** At most 254 characters fit into a mail's envelope (RFC 5321, 4.5.3.1.3). Measured first: nothing long is matched. */
export const email = z
  .string()
  .max(254, { error: 'must have at most 254 characters', abort: true })
  .check(z.email('must be an email address'));

/** Of a new account. */
export const newPassword = z.string().refine(isAcceptablePassword, passwordRule);

/** Of a log-in: whatever may once have been taken, so that a stricter rule locks nobody out. A character takes up to two units. */
export const password = z
  .string()
  .min(1, 'is required')
  .max(longestPassword * 2, `must have at most ${longestPassword} characters`);
