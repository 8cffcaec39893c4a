// Payments that the database has forgotten, or their ends, come back from what was told of them, and with them the slots of their orders.

import { isOf, type Recall } from '@paidonce/shared/catch-up';
import { paymentCompleted, paymentFailed, paymentRefunded } from '@paidonce/shared/contracts';
import { keepTold, type ToldPayment } from '../../database/keep-told.ts';
import type { PaymentsSchema } from '../../database/schema.ts';

type OwnEvent = Parameters<Recall<PaymentsSchema>['apply']>[0][number];

/** That a payment was begun is told to nobody: one that was not decided yet only the provider knows of. */
export const recallPayments: Recall<PaymentsSchema> = {
  types: [paymentCompleted, paymentFailed, paymentRefunded],
  async apply(events, transaction) {
    await keepTold(
      transaction,
      events.flatMap((event) => toldBy(event) ?? []),
    );
    return [];
  },
};

function toldBy(event: OwnEvent): ToldPayment | undefined {
  const at = event.time;
  if (isOf(paymentCompleted, event)) return { ...event.data, status: 'paid', reason: undefined, at };
  if (isOf(paymentFailed, event)) return { ...event.data, status: 'failed', at };
  if (isOf(paymentRefunded, event)) return { ...event.data, status: 'refunded', at };
  return undefined;
}
