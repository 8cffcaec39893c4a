// Products that are not sold any more are remembered, for their versions.

import { migration } from '@paidonce/shared/database';

export const removedProducts = migration('alter table products add column removed boolean not null default false');
