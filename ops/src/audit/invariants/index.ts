// The invariants, in the order of their numbers.

import type { Invariant } from '../invariant.ts';
import { announcedIsThere } from './announced-is-there.ts';
import { booksBalance } from './books-balance.ts';
import { changesAreWrittenDown } from './changes-are-written-down.ts';
import { eventsArrive } from './events-arrive.ts';
import { oneLivePayment } from './one-live-payment.ts';
import { paidOrderHasItsPayment } from './paid-order-has-its-payment.ts';
import { paymentEnds } from './payment-ends.ts';
import { timeIsKept } from './time-is-kept.ts';

export const invariants: readonly Invariant[] = [
  oneLivePayment,
  paymentEnds,
  paidOrderHasItsPayment,
  changesAreWrittenDown,
  eventsArrive,
  booksBalance,
  announcedIsThere,
  timeIsKept,
];
