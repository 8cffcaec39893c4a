// A provider without a provider: it says yes at once, but for some payment methods with which each path can be seen.

import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Payment } from '../domain/payment.ts';
import type { ChargeVerdict, Provider } from './provider.ts';

type Answer = (payment: Payment, signal: AbortSignal) => Promise<ChargeVerdict>;

/** @param timeoutMilliseconds how long it is waited for: what is slow takes a fifth of it, what times out gets no answer until then */
export function simulatedProvider(timeoutMilliseconds: number): Provider {
  const slowMilliseconds = timeoutMilliseconds / 5;
  const sayAfterSilence =
    (verdict: ChargeVerdict): Answer =>
    async ({ createdAt }, signal) => {
      if (Date.now() - createdAt.getTime() >= timeoutMilliseconds) return verdict;
      if (!signal.aborted) await once(signal, 'abort');
      return 'undecided';
    };
  const declined = { refused: 'the card was declined' };
  const answers = new Map<string | undefined, Answer>([
    ['tok_declined', async () => declined],
    ['tok_slow', (_, signal) => delay(slowMilliseconds, 'succeeded', { signal })],
    ['tok_timeout', sayAfterSilence('succeeded')],
    ['tok_timeout_declined', sayAfterSilence(declined)],
    ['tok_refund_slow', async () => 'succeeded'],
  ]);
  return {
    takesAtOnce: ({ method }) => !answers.has(method) || method === 'tok_refund_slow',
    charge: async (payment, signal) => (await answers.get(payment.method)?.(payment, signal)) ?? 'succeeded',
    refundsAtOnce: ({ method }) => method !== 'tok_refund_slow',
    refund: async ({ method }, signal) => {
      if (method === 'tok_refund_slow') await delay(slowMilliseconds, undefined, { signal });
      return 'refunded';
    },
  };
}
