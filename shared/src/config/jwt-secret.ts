// What may sign tokens. A secret that others can guess lets anybody be an administrator.

import { z } from 'zod';

/** Long enough and yet known to everybody: examples of tutorials and of jwt.io. */
const wellKnown = new Set([
  'a-string-secret-at-least-256-bits-long',
  'your-256-bit-secret-your-256-bit-secret',
  'your-super-secret-jwt-key-change-in-production',
  'your-secret-key-change-in-production',
  'change-me-change-me-change-me-change-me',
]);

/**
 * `JWT_SECRET_KEY`: at least 32 bytes, the size of HS256's hash (RFC 7518, 3.2), and neither a well-known example nor a few characters
 * repeated. The rule is the same in development, where `make up` makes a random one, so that production cannot meet another.
 */
export const jwtSecret = z
  .string()
  .refine((secret) => Buffer.byteLength(secret) >= 32, 'must have at least 32 bytes')
  .refine((secret) => !wellKnown.has(secret), 'is a well-known example; make one with: openssl rand -base64 48')
  .refine((secret) => new Set(secret).size >= 8, 'repeats a few characters; make one with: openssl rand -base64 48');
