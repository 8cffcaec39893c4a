// Writes down what the provider says of a payment, whichever way it says it: by its answer, or by its callback.

import type { PaymentId } from '@paidonce/shared/contracts';
import { NotFound } from '@paidonce/shared/errors';
import type { Logger } from '@paidonce/shared/observability';
import { PaymentBatch } from '../../database/payment-batch.ts';
import type { PaymentRepository } from '../../database/payment-repository.ts';
import type { Decision, Payment } from '../../domain/payment.ts';

export type RecordOutcomeDependencies = { payments: PaymentRepository; log: Logger };

/** @throws NotFound */
export const recordOutcome =
  ({ payments, log }: RecordOutcomeDependencies) =>
  async (id: PaymentId, rule: (payment: Payment) => Decision): Promise<void> => {
    for (;;) {
      const found = await payments.findTraced(id);
      if (!found) throw new NotFound('There is no such payment');
      const decision = rule(found.payment);
      const batch = new PaymentBatch([found.payment]);
      batch.add(decision, found.trace);
      if (!(await payments.save(batch))) continue; // answer and callback at the same moment: whoever comes second decides again
      if (decision.alarm !== undefined)
        log.error({ payment_id: id, alarm: decision.alarm }, 'the provider contradicts itself');
      return;
    }
  };

export type RecordOutcome = ReturnType<typeof recordOutcome>;
