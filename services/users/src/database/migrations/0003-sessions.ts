// Since when the sessions of an account are good.

import { migration } from '@paidonce/shared/database';

/** The default is for instances of the version before, which run on while this one comes, and know no such column. */
export const sessions = migration(
  `alter table users add column sessions_valid_from timestamptz not null default date_trunc('second', now())`,
  `update users set sessions_valid_from = date_trunc('second', created_at)`,
  // Of the few who must not become none.
  `create index users_administrators on users (id) where role = 'admin' and is_active`,
);
