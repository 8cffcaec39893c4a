// The migrations, in the order in which they are run.

import type { Migrations } from '@paidonce/shared/database';
import { outboxCatchUp, outboxCluster, outboxTables } from '@paidonce/shared/outbox';
import { products } from './0001-products.ts';
import { removedProducts } from './0003-removed-products.ts';

export const migrations: Migrations = {
  '0001-products': products,
  '0002-outbox': outboxTables,
  '0003-removed-products': removedProducts,
  '0004-outbox-cluster': outboxCluster,
  '0005-outbox-catch-up': outboxCatchUp,
};
