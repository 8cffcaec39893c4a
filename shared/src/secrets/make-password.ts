// A new password.

import { randomInt } from 'node:crypto';

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const length = 34;

/**
 * `paidonce_` and 34 letters and digits (202 bits). By its beginning `make scan` finds it where it does not belong: `.gitleaks.toml` knows
 * it. NATS, which takes a variable that begins with a digit for a number, takes it for text; it stands in addresses without being
 * escaped; and it is long enough for a key of tokens.
 */
export const makePassword = (): string =>
  `paidonce_${Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join('')}`;
