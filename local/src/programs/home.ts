// Where everything that one machine needs is kept: data, secrets, the copy of nats-server. Never in git.

import { join, resolve } from 'node:path';

/** The directory `.paidonce` of this checkout. */
export const home = (): string => join(resolve(import.meta.dirname, '../../..'), '.paidonce');
