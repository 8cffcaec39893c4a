// What must hold over all databases and streams at once (docs/delivery.md).

import type { PaymentId } from '@paidonce/shared/contracts';
import type { Sources } from '../sources/index.ts';

export type Violation = {
  /** What it is about: the second look confirms a violation by it. */
  key: string;
  /** One sentence for the operator. */
  what: string;
};

/** What both looks go by, fixed before the first. */
export type Horizon = {
  /** The newest payment: sums are taken up to it, so that they can settle between the looks while people go on paying. */
  lastPayment: PaymentId | undefined;
};

export type Invariant = {
  number: number;
  sentence: string;
  violations(sources: Sources, horizon: Horizon): AsyncIterable<Violation>;
};
