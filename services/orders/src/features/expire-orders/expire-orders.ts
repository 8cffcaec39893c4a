// Orders past their time are cancelled, and wishes that were interrupted or put off are fulfilled.

import { deadlineIn, requestBudgetMilliseconds } from '@paidonce/shared/http';
import { type Logger, newTrace } from '@paidonce/shared/observability';
import type { OrderRepository } from '../../database/order-repository.ts';
import type { Order } from '../../domain/order.ts';
import type { CancelOrder } from '../cancel-order/cancel-order.ts';

export type ExpireOrdersDependencies = { orders: OrderRepository; cancelOrder: CancelOrder; log: Logger };

const batchSize = 100;
/** So many are asked for at once: payments has people to serve. */
const askedAtOnce = 4;
/** An order that could not be cancelled is left alone for so long. */
const pauseMilliseconds = 10_000;

/**
 * One sweep: batch after batch, as long as payments answers. The way of each order is the one that people take, so it
 * is cancelled only when nobody can have paid it; payments that is away leaves everything as it is.
 */
export const expireOrders = ({ orders, cancelOrder, log }: ExpireOrdersDependencies) => {
  let failing = false;
  return async (signal: AbortSignal): Promise<void> => {
    const swept = new Tally();
    for (let more = true; more && !signal.aborted; ) {
      const due = await orders.takeDue(batchSize, pauseMilliseconds);
      const answered = swept.answered;
      await eachOf(due, signal, async (order) => {
        swept.count(await tryToCancel(order, cancelOrder));
      });
      more = due.length === batchSize && swept.answered > answered;
    }
    swept.tell(log, failing);
    failing = swept.failed;
  };
};

type End = 'cancelled' | 'paid' | 'in_progress' | { failure: unknown };

async function tryToCancel(wished: Order, cancelOrder: CancelOrder): Promise<End> {
  try {
    const asked = { trace: newTrace(), deadline: deadlineIn(requestBudgetMilliseconds) };
    const { order, word } = await cancelOrder(wished, asked);
    if (order.status === 'cancelled') return 'cancelled';
    return word === 'in_progress' ? 'in_progress' : 'paid';
  } catch (failure) {
    return { failure };
  }
}

/** A few at a time, each as soon as one before it is done. */
async function eachOf(
  due: readonly Order[],
  signal: AbortSignal,
  work: (order: Order) => Promise<void>,
): Promise<void> {
  const left = due.values();
  const worker = async () => {
    for (const order of left) {
      if (signal.aborted) return;
      await work(order);
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, worker));
}

/** What came of a sweep, told in one line. */
class Tally {
  #cancelled = 0;
  #paid = 0;
  #inProgress = 0;
  readonly #failures: unknown[] = [];

  /** For how many orders payments has said something, or did not need to. */
  get answered(): number {
    return this.#cancelled + this.#paid + this.#inProgress;
  }

  count(end: End): void {
    if (end === 'cancelled') this.#cancelled += 1;
    else if (end === 'paid') this.#paid += 1;
    else if (end === 'in_progress') this.#inProgress += 1;
    else this.#failures.push(end.failure);
  }

  get failed(): boolean {
    return this.#failures.length > 0;
  }

  /** @param failedBefore a failure that goes on is told once */
  tell(log: Logger, failedBefore: boolean): void {
    const counts = { cancelled: this.#cancelled, paid: this.#paid, in_progress: this.#inProgress };
    const [err] = this.#failures;
    if (this.failed && !failedBefore) {
      log.warn(
        { ...counts, failed: this.#failures.length, err },
        'orders cannot be cancelled at the moment; trying on',
      );
    } else if (this.answered > 0) log.info(counts, 'saw to orders past their time and to wishes to cancel');
  }
}
