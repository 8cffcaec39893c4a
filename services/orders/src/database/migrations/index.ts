// The migrations, in the order in which they are run.

import type { Migrations } from '@paidonce/shared/database';
import { idempotencyTables } from '@paidonce/shared/idempotency';
import { discardedLetters, inboxTables } from '@paidonce/shared/inbox';
import { outboxCatchUp, outboxCluster, outboxTables } from '@paidonce/shared/outbox';
import { orders } from './0001-orders.ts';
import { orderLife } from './0004-order-life.ts';
import { removedProducts } from './0005-removed-products.ts';

export const migrations: Migrations = {
  '0001-orders': orders,
  '0002-outbox': outboxTables,
  '0003-inbox': inboxTables,
  '0004-order-life': orderLife,
  '0005-removed-products': removedProducts,
  '0006-discarded-letters': discardedLetters,
  '0007-idempotency': idempotencyTables,
  '0008-outbox-cluster': outboxCluster,
  '0009-outbox-catch-up': outboxCatchUp,
};
