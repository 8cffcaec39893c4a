// Payments that are decided upon together, to be saved together.

import { type PaymentId, streams } from '@paidonce/shared/contracts';
import { type OutgoingEvent, outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import type { Decision, Payment } from '../domain/payment.ts';

export const source = streams.PAYMENTS.service;

/** A payment as it is to be, the version in which it was read, and the trace of what it goes on waiting for. */
export type Change = { payment: Payment; readVersion: number; trace: Trace };

export class PaymentBatch {
  readonly #payments: Map<PaymentId, Payment>;
  readonly #changes = new Map<PaymentId, Change>();
  readonly events: OutgoingEvent[] = [];

  constructor(payments: readonly Payment[]) {
    this.#payments = new Map(payments.map((payment) => [payment.id, payment]));
  }

  get changes(): Change[] {
    return [...this.#changes.values()];
  }

  /** A payment as the decisions before have left it. */
  find(id: PaymentId): Payment | undefined {
    return this.#changes.get(id)?.payment ?? this.#payments.get(id);
  }

  /** @param trace of what caused the decision */
  add({ payment, facts }: Decision, trace: Trace): void {
    const read = this.#payments.get(payment.id);
    if (read === undefined || this.find(payment.id) === payment) return;
    this.#changes.set(payment.id, { payment, readVersion: read.version, trace });
    for (const fact of facts) this.events.push(outgoingEvent(fact, source, trace));
  }
}
