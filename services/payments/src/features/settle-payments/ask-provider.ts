// Asks the provider for what a payment waits for, to take the money or to send it back, and writes its answer down.

import { faultPoint } from '@paidonce/shared/lifecycle';
import { type Payment, refunded, refuse, succeed } from '../../domain/payment.ts';
import type { Provider } from '../../provider/provider.ts';
import type { RecordOutcome } from './record-outcome.ts';

export type AskProviderDependencies = { provider: Provider; record: RecordOutcome };

/** Killed at any step, or asked twice: the payment stands before the provider is asked, and its id is the provider's idempotency key. */
export const askProvider =
  ({ provider, record }: AskProviderDependencies) =>
  async (payment: Payment, signal: AbortSignal): Promise<void> => {
    if (payment.status === 'pending') await charge(payment, signal);
    else if (payment.status === 'refund_due') await sendBack(payment, signal);

    async function charge({ id }: Payment, signal: AbortSignal): Promise<void> {
      faultPoint('charge.begun');
      const verdict = await provider.charge(payment, signal);
      faultPoint('charge.answered');
      if (verdict === 'succeeded') await record(id, succeed);
      else if (verdict !== 'undecided') await record(id, (charged) => refuse(charged, verdict.refused));
    }

    async function sendBack({ id }: Payment, signal: AbortSignal): Promise<void> {
      faultPoint('refund.begun');
      const verdict = await provider.refund(payment, signal);
      faultPoint('refund.answered');
      if (verdict === 'refunded') await record(id, refunded);
    }
  };

export type AskProvider = ReturnType<typeof askProvider>;
