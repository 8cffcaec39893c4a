// The model: what somebody knows of an order who remembers what they did and what they were answered. It is all that the system has promised.

import type { FulfilmentStatus } from '@paidonce/shared/contracts';

export type Known = {
  placed: boolean;
  /** A payment was answered with 200. */
  paid: boolean;
  /** A payment was tried, and its answer did not say what became of it. */
  mayBePaid: boolean;
  /** Somebody was told that the order is cancelled. */
  cancelled: boolean;
  /** An administrator tried to cancel it, who also can when it is paid. */
  mayBeUndone: boolean;
  /** The furthest step that an administrator was told of. */
  sent: FulfilmentStatus | undefined;
  /** The newest version that was read. */
  version: number;
};

export const nothingYet = (): Known => ({
  placed: false,
  paid: false,
  mayBePaid: false,
  cancelled: false,
  mayBeUndone: false,
  sent: undefined,
  version: 0,
});
