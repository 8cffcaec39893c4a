// What waits for the provider is brought to its end, whatever happened in between: crash, time-out, an answer that never came.

import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from '@paidonce/shared/lifecycle';
import type { Logger } from '@paidonce/shared/observability';
import type { PaymentRepository } from '../../database/payment-repository.ts';
import type { Payment } from '../../domain/payment.ts';
import type { AskProvider } from './ask-provider.ts';

export type SettlingOptions = {
  payments: PaymentRepository;
  ask: AskProvider;
  /** How long one call of the provider may take. */
  timeoutMilliseconds: number;
  log: Logger;
};

export type Settling = Part & {
  /** Asks the provider now, for somebody who waits. Resolves when it has answered or failed to; what it said is written down by then. */
  begin(payment: Payment): Promise<void>;
};

const pollMilliseconds = 1_000;
/** So many payments that others left open are asked about at the same time: a provider that hangs costs no more than that. */
const mostAtOnce = 16;

/**
 * Each replica looks for what is due, and takes different payments: taking one puts off its next try. Asking twice
 * would be no harm, so there is no leader whose end somebody has to notice.
 */
export function createSettling({ payments, ask, timeoutMilliseconds, log }: SettlingOptions): Settling {
  let ending = new AbortController();
  /** By payment and by what it waits for: a payment may have to go back while the question whether it was made still hangs. */
  const asking = new Map<string, Promise<void>>();
  let taken = 0;
  let running: Promise<void> = Promise.resolve();

  function begin(payment: Payment): Promise<void> {
    const question = `${payment.id} ${payment.status}`;
    const already = asking.get(question);
    if (already) return already;
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(timeoutMilliseconds)]);
    const asked = ask(payment, signal)
      .catch((error: unknown) => {
        if (!ending.signal.aborted)
          log.warn({ payment_id: payment.id, err: error }, 'the provider has not decided; asking again');
      })
      .finally(() => asking.delete(question));
    asking.set(question, asked);
    return asked;
  }

  async function settleWhatIsDue(): Promise<void> {
    const due = await payments.takeDue(mostAtOnce - taken);
    taken += due.length;
    const settled = due.map(({ payment }) =>
      begin(payment).finally(() => {
        taken -= 1;
      }),
    );
    if (due.length > 0) await Promise.race([Promise.all(settled), pause()]);
    else await pause();
  }

  const pause = () => delay(pollMilliseconds, undefined, { signal: ending.signal }).catch(() => {}); // ended early by the stop

  async function settleForEver(): Promise<void> {
    let failing = false;
    while (!ending.signal.aborted) {
      try {
        await settleWhatIsDue();
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ err: error }, 'cannot look for payments that wait for the provider; trying on');
        failing = true;
        await pause();
      }
    }
  }

  return {
    name: 'settling',
    begin,
    start() {
      ending = new AbortController();
      running = settleForEver();
      return Promise.resolve();
    },
    async stop() {
      ending.abort();
      await running;
      await Promise.all(asking.values());
    },
  };
}
