// What can be done to an order, and what may be answered then. The model learns from each answer.

import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { FulfilmentStatus } from '@paidonce/shared/contracts';
import { eventually } from '@paidonce/shared/testing';
import type { AsyncCommand } from 'fast-check';
import { z } from 'zod';
import { placed } from '../customer.ts';
import type { Known } from './known.ts';
import { answerOf, orderOf, type Real } from './real.ts';

export type Command = AsyncCommand<Known, Real>;

/** @param isPossible whether it makes sense, as far as is known; an order was placed, if left out */
export function command(
  name: string,
  run: (known: Known, real: Real) => Promise<void>,
  isPossible: (known: Known) => boolean = ({ placed }) => placed,
): Command {
  return { check: (known) => isPossible(known), run, toString: () => name };
}

/** Under its own name, so that it can be asked for until there is an answer. */
export const place = command(
  'place',
  async (known, real) => {
    const reply = await eventually(
      async () => {
        const answer = await real.customer.placeOrder(undefined, real.reference);
        expect([200, 201]).toContain(answer.status);
        return answer;
      },
      { timeout: 20_000 },
    );
    real.order = placed.parse(reply.body);
    known.placed = true;
  },
  (known) => !known.placed,
);

export const pay = (method: string | undefined) =>
  command(`pay(${method ?? ''})`, async (known, real) => {
    const answer = await answerOf(real.customer.pay(orderOf(real), undefined, method));
    expect(['200', 'already-paid', 'payment-declined', 'payment-in-progress', 'order-not-payable', 'lost']).toContain(
      answer,
    );
    if (answer === '200') {
      expect(known).toMatchObject({ paid: false, cancelled: false });
      known.paid = true;
    }
    if (answer === 'already-paid') expect(known.paid || known.mayBePaid).toBe(true);
    if (answer === 'payment-declined') expect(method).toBe('tok_declined');
    if (answer === 'lost' || answer === 'payment-in-progress') known.mayBePaid = true;
  });

export const payWrongly = command('pay(another amount)', async (_, real) => {
  const wrong = { ...orderOf(real), amount: 1 };
  expect(['invalid-amount', 'order-not-payable', 'lost']).toContain(await answerOf(real.customer.pay(wrong)));
});

export const cancel = command('cancel', async (known, real) => {
  const answer = await answerOf(real.customer.cancel(orderOf(real)));
  expect(['204', 'order-already-paid', 'lost']).toContain(answer);
  if (answer === 'order-already-paid') expect(known.paid || known.mayBePaid).toBe(true);
  if (answer !== '204') return;
  expect(known.paid && !known.mayBeUndone).toBe(false);
  known.cancelled = true;
});

export const undo = command('undo', async (known, real) => {
  known.mayBeUndone = true;
  const answer = await answerOf(real.administrator.become(orderOf(real), 'cancelled'));
  expect(['200', 'order-already-paid', 'illegal-status-change', 'lost']).toContain(answer);
  if (answer === '200') {
    expect(known.sent).not.toBe('shipped');
    expect(known.sent).not.toBe('delivered');
    known.cancelled = true;
  }
});

export const send = (to: FulfilmentStatus) =>
  command(`send(${to})`, async (known, real) => {
    const answer = await answerOf(real.administrator.become(orderOf(real), to));
    expect(['200', 'illegal-status-change', 'lost']).toContain(answer);
    if (answer !== '200') return;
    expect(known.paid || known.mayBePaid).toBe(true);
    expect(known.cancelled).toBe(false);
    known.sent = to;
  });

const shown = z.object({ status: z.string(), version: z.number() });

export const read = command('read', async (known, real) => {
  const reply = await real.customer.get(`/orders/${orderOf(real).id}`).catch(() => undefined);
  if (reply?.status !== 200) return expect(reply?.status ?? 503).toBeGreaterThanOrEqual(500);
  const { status, version } = shown.parse(reply.body);
  expect(version).toBeGreaterThanOrEqual(known.version);
  known.version = version;
  if (known.cancelled) expect(status).toBe('cancelled');
  if (known.paid && !known.mayBeUndone) expect(status).not.toBe('cancelled');
  if (!known.paid && !known.mayBePaid) expect(['pending', 'cancelled']).toContain(status);
});

export const waitUntilLate = command('wait(past its time)', async (_, real) => {
  await delay(Math.max(0, new Date(orderOf(real).expires_at).getTime() - Date.now() + 300));
});
