// What services ask each other over core NATS, where an event would be too late and HTTP is not for it.

import { z } from 'zod';
import { orderId } from './ids.ts';

export type Rpc<Request, Answer> = {
  /** `rpc.<service>.<verb>`. A subject that a stream captures would be answered by the stream itself. */
  readonly subject: `rpc.${string}.${string}`;
  /** What is asked, and what comes back, in a sentence or two. */
  readonly summary: string;
  readonly request: z.ZodType<Request>;
  readonly answer: z.ZodType<Answer>;
};

/**
 * What became of closing an order at payments: `closed`, nothing can pay it any more; `paid`, it has been paid and the event is on its way;
 * `in_progress`, a payment is under way, so that nobody knows yet.
 */
export const closing = z.enum(['closed', 'paid', 'in_progress']);
export type Closing = z.infer<typeof closing>;

const closeRequest = z.object({ order_id: orderId });
const closeAnswer = z.object({ outcome: closing });

export const closePayments: Rpc<z.infer<typeof closeRequest>, z.infer<typeof closeAnswer>> = {
  subject: 'rpc.payments.close',
  summary: 'Lets nobody pay an order any more. May be asked again and again: closed stays closed.',
  request: closeRequest,
  answer: closeAnswer,
};
