// Money that was taken and not given back belongs to paid orders.

import type { Invariant } from '../invariant.ts';

type Sum = { currency: string; minor: string };

const completed = `
  select currency, sum(amount_minor)::text as minor from payments where status = 'paid' and id <= $1 group by currency`;
const paid = `
  select currency, sum(amount_minor)::text as minor from orders
  where status not in ('pending', 'cancelled') and payment_id <= $1 group by currency`;

export const booksBalance: Invariant = {
  number: 6,
  sentence: 'Completed minus refunded equals the sum of paid orders.',
  async *violations({ payments, orders }, { lastPayment }) {
    if (lastPayment === undefined) return;
    const taken = byCurrency(await payments.rows<Sum>(completed, lastPayment));
    const owed = byCurrency(await orders.rows<Sum>(paid, lastPayment));
    for (const currency of new Set([...taken.keys(), ...owed.keys()])) {
      const [there, due] = [taken.get(currency) ?? 0n, owed.get(currency) ?? 0n];
      if (there === due) continue;
      yield { key: currency, what: `Payments come to ${there}, paid orders to ${due} (minor units of ${currency}).` };
    }
  },
};

const byCurrency = (sums: readonly Sum[]) => new Map(sums.map(({ currency, minor }) => [currency, BigInt(minor)]));
