// A password for somebody who will choose another: told once, kept nowhere.

import { randomBytes } from 'node:crypto';

/** 96 random bits: nobody guesses it, and it can be typed. */
export function tempPassword(): string {
  return randomBytes(12).toString('base64url');
}
