// For how long money has been due back, which its payment's own age does not tell.

import { migration } from '@paidonce/shared/database';

export const refundsByAge = migration('alter table payments add column refund_due_at timestamptz');
