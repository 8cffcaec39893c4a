// Payments that the provider does not decide at once: their states, and when it is asked again.

import { migration } from '@paidonce/shared/database';

export const settling = migration(
  // Not validated: the rows that are there obeyed a narrower check, and reading them all would hold up whoever pays.
  `alter table payments
    drop constraint payments_status_check,
    add constraint payments_status_check check (status in ('pending', 'paid', 'failed', 'refund_due', 'refunded')) not valid,
    add column method text,
    add column reason text,
    add column tries int not null default 0,
    add column next_try_at timestamptz,
    add column trace json`,
  'create index payments_unsettled on payments (next_try_at) where next_try_at is not null',
);
