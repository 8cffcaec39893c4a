// Where everything that one machine needs is kept: data, secrets, the copy of nats-server. Never in git.

import { join, resolve } from 'node:path';

/** The directory `.paidonce` of this checkout, or the one that a test has for itself. */
export const home = (): string =>
  process.env.PAIDONCE_HOME || join(resolve(import.meta.dirname, '../../..'), '.paidonce');
