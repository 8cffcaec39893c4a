// Takes money and sends it back: each once, however often it is asked to.

import { setTimeout as delay } from 'node:timers/promises';
import { Conflict, NotFound } from '@paidonce/shared/errors';
import { faultPoint } from '@paidonce/shared/lifecycle';
import type { Callbacks, Word } from './callbacks.ts';
import type { Charge, Ledger } from './ledger.ts';
import { type Mode, modeOf } from './mode.ts';

export type Verdict = { status: 'succeeded' | 'declined' | 'pending'; reason?: string };

/** What is to be answered; undefined: nothing, and the connection breaks. */
type Answer = Verdict | undefined;

export type Till = {
  /** @throws Conflict for another charge of the same payment */
  charge(wish: Omit<Charge, 'what'>): Promise<Answer>;
  /** @throws NotFound, Conflict when no money was taken */
  refund(paymentId: string): Promise<Answer>;
};

const slowMilliseconds = 1_000;
const lateMilliseconds = 2_000;
const reason = 'the card was declined';

export function createTill({ ledger, callbacks }: { ledger: Ledger; callbacks: Callbacks }): Till {
  /** Nothing is awaited between looking and writing, so two that ask at the same moment are one after the other. */
  async function charge(wish: Omit<Charge, 'what'>): Promise<Answer> {
    const before = ledger.chargeOf(wish.payment_id);
    if (before) {
      if (before.amount_minor !== wish.amount_minor || before.currency !== wish.currency)
        throw new Conflict('This payment was asked for with another amount');
      return verdictOf(before);
    }
    const mode = modeOf(wish.payment_method);
    const done: Charge = { what: mode.declines ? 'declined' : 'charged', ...wish };
    faultPoint('provider.asked');
    ledger.add(done);
    faultPoint('provider.written');
    const type = mode.declines ? 'charge.declined' : 'charge.succeeded';
    return play(mode, verdictOf(done), { type, data: { payment_id: wish.payment_id, ...reasonOf(done) } });
  }

  async function refund(paymentId: string): Promise<Answer> {
    const charged = ledger.chargeOf(paymentId);
    if (!charged) throw new NotFound('There is no such payment');
    if (charged.what === 'declined') throw new Conflict('No money was taken');
    const verdict: Verdict = { status: 'succeeded' };
    if (ledger.refundOf(paymentId)) return verdict;
    faultPoint('provider.asked');
    ledger.add({ what: 'refunded', payment_id: paymentId });
    faultPoint('provider.written');
    return play(modeOf(charged.payment_method), verdict, {
      type: 'refund.succeeded',
      data: { payment_id: paymentId },
    });
  }

  /** The first answer, and the callback, in the order of the mode. */
  async function play({ answer, callback }: Mode, verdict: Verdict, word: Word): Promise<Answer> {
    if (callback === 'before the answer') await callbacks.send(word);
    else if (callback === 'late') callbacks.later(lateMilliseconds, () => callbacks.send(word));
    else if (callback === 'forged') callbacks.later(0, () => callbacks.forge({ ...word, type: 'charge.succeeded' }));
    else if (callback !== 'never') callbacks.later(0, () => callbacks.send(word, callback === 'twice' ? 2 : 1));
    if (answer === 'slowly') await delay(slowMilliseconds);
    if (answer === 'broken off') return undefined;
    return answer === 'pending' ? { status: 'pending' } : verdict;
  }

  return { charge, refund };
}

function verdictOf(charge: Charge): Verdict {
  return { status: charge.what === 'charged' ? 'succeeded' : 'declined', ...reasonOf(charge) };
}

function reasonOf({ what }: Charge): { reason?: string } {
  return what === 'declined' ? { reason } : {};
}
