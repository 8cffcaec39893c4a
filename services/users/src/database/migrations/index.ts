// The migrations, in the order in which they are run.

import type { Migrations } from '@paidonce/shared/database';
import { outboxCatchUp, outboxCluster, outboxTables } from '@paidonce/shared/outbox';
import { users } from './0001-users.ts';
import { sessions } from './0003-sessions.ts';

export const migrations: Migrations = {
  '0001-users': users,
  '0002-outbox': outboxTables,
  '0003-sessions': sessions,
  '0004-outbox-cluster': outboxCluster,
  '0005-outbox-catch-up': outboxCatchUp,
};
