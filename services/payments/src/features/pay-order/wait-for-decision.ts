// Somebody waits for the provider's word on a payment, as long as the request may take.

import { setTimeout as delay } from 'node:timers/promises';
import type { Deadline } from '@paidonce/shared/http';
import type { PaymentRepository } from '../../database/payment-repository.ts';
import { asDecided, type Payment } from '../../domain/payment.ts';

const firstPauseMilliseconds = 20;
const longestPauseMilliseconds = 250;
/** What is left of the request's time when the waiting ends: for the answer to get home. */
const reservedMilliseconds = 500;

/**
 * The word may come by another instance, or by the provider's callback, so the payment is looked at again and again.
 * @param asked resolves when it is worth looking at once
 * @returns the payment as it was decided, or still pending when the time was up
 */
export const waitForDecision =
  (payments: PaymentRepository) =>
  async (payment: Payment, deadline: Deadline, asked?: Promise<void>): Promise<Payment> => {
    let latest = payment;
    let wakes = asked === undefined ? [] : [asked];
    void asked?.then(() => {
      wakes = [];
    });
    for (let pause = firstPauseMilliseconds; ; pause = Math.min(pause * 2, longestPauseMilliseconds)) {
      const left = deadline.remaining() - reservedMilliseconds;
      if (latest.status !== 'pending' || left <= 0) return asDecided(latest);
      await Promise.race([delay(Math.min(pause, left)), ...wakes]);
      latest = (await payments.find(payment.id, undefined)) ?? latest;
    }
  };
