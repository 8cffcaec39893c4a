// Payments as orders meets it: it alone knows whether an order is being paid right now.

import type { Closing, closePayments, OrderId } from '@paidonce/shared/contracts';
import { Unavailable } from '@paidonce/shared/errors';
import type { Asked } from '@paidonce/shared/http';
import type { Trace } from '@paidonce/shared/observability';
import type { z } from 'zod';

/** Asks payments once, until the deadline in epoch milliseconds. How that is done is not this feature's business. */
export type AskToClose = (
  request: z.infer<typeof closePayments.request>,
  asking: { deadline: number; trace: Trace },
) => Promise<z.infer<typeof closePayments.answer>>;

const answerWithinMilliseconds = 2_000;

export class Payments {
  readonly #ask: AskToClose;

  constructor(ask: AskToClose) {
    this.#ask = ask;
  }

  /**
   * Asks payments to let nobody pay the order any more.
   * @throws Unavailable when there is no answer in time: then nothing is known
   */
  async close(orderId: OrderId, { trace, deadline }: Asked): Promise<Closing> {
    const milliseconds = Math.min(answerWithinMilliseconds, deadline.remaining());
    try {
      return (await this.#ask({ order_id: orderId }, { deadline: Date.now() + milliseconds, trace })).outcome;
    } catch (cause) {
      throw new Unavailable('Payments does not say whether the order is being paid', { cause });
    }
  }
}
