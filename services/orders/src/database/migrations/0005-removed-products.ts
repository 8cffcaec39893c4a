// Products that are not sold any more, remembered so that no late event brings them back.

import { migration } from '@paidonce/shared/database';

export const removedProducts = migration('alter table catalogue add column removed boolean not null default false');
