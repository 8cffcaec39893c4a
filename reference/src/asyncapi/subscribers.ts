// Who listens to which events, from the services' own tables.

import { subscriptions as orders } from '@paidonce/orders/src/subscriptions.ts';
import { subscriptions as payments } from '@paidonce/payments/src/subscriptions.ts';
import type { EventType } from '@paidonce/shared/contracts';

// The tables are read and their handlers never called, so nothing that those work with is needed.
const nothing = {} as never;

/** The subscribing service is also the name of its durable consumer. */
export const subscribers: readonly { service: string; types: readonly EventType[] }[] = [
  { service: 'orders', types: orders(nothing).map(({ type }) => type) },
  { service: 'payments', types: payments(nothing).map(({ type }) => type) },
];
