// The migrations, in the order in which they are run.

import type { Migrations } from '@paidonce/shared/database';
import { idempotencyTables } from '@paidonce/shared/idempotency';
import { discardedLetters, inboxTables } from '@paidonce/shared/inbox';
import { outboxCatchUp, outboxCluster, outboxTables } from '@paidonce/shared/outbox';
import { payments } from './0001-payments.ts';
import { settling } from './0004-settling.ts';
import { refundsByAge } from './0007-refunds-by-age.ts';

export const migrations: Migrations = {
  '0001-payments': payments,
  '0002-outbox': outboxTables,
  '0003-inbox': inboxTables,
  '0004-settling': settling,
  '0005-idempotency': idempotencyTables,
  '0006-discarded-letters': discardedLetters,
  '0007-refunds-by-age': refundsByAge,
  '0008-outbox-cluster': outboxCluster,
  '0009-outbox-catch-up': outboxCatchUp,
};
