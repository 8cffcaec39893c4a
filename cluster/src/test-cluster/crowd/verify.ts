// Whether what people were told is what became of their orders.

import { setTimeout as delay } from 'node:timers/promises';
import { ask } from './ask.ts';
import type { Ledger, Promised } from './ledger.ts';

const patienceMilliseconds = 120_000;
const pauseMilliseconds = 500;
const readers = 4;

/** Looks at every order, as its owner sees it, until it is as was promised. What has not become so is noted as broken. */
export async function verify(gatewayUrl: string, ledger: Ledger): Promise<void> {
  const end = Date.now() + patienceMilliseconds;
  const left = ledger.promised.values();
  const reader = async () => {
    for (const promised of left) {
      let seen = await look(gatewayUrl, ledger, promised);
      while (!isKept(promised, seen) && Date.now() < end) {
        await delay(pauseMilliseconds);
        seen = await look(gatewayUrl, ledger, promised);
      }
      if (!isKept(promised, seen)) {
        const { order, paid, cancelled } = promised;
        ledger.broken.push(`${order}: promised ${JSON.stringify({ paid, cancelled })}, seen ${JSON.stringify(seen)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
}

type Seen = { status: string; timeline: string; payments: string };

export function isKept({ paid, cancelled }: Pick<Promised, 'paid' | 'cancelled'>, seen: Seen): boolean {
  const isPaid = seen.status === 'paid' && seen.timeline === 'created confirmed paid' && seen.payments === 'paid';
  const isCancelled =
    seen.status === 'cancelled' && seen.timeline === 'created confirmed cancelled' && seen.payments === '';
  return !(paid && cancelled) && (!paid || isPaid) && (!cancelled || isCancelled) && (isPaid || isCancelled);
}

async function look(gatewayUrl: string, ledger: Ledger, { order, token }: Promised): Promise<Seen> {
  const get = async (path: string) =>
    (await ask(gatewayUrl, ledger, { method: 'GET', path, token }, ({ status }) => status === 200)).body;
  const { status } = (await get(`/orders/${order}`)) as { status: string }; // the contract's shapes
  const timeline = (await get(`/orders/${order}/timeline`)) as { event_type: string }[];
  const payments = (await get(`/payments?order_id=${order}`)) as { status: string }[];
  return {
    status,
    timeline: timeline.map((line) => line.event_type).join(' '),
    payments: payments.map((payment) => payment.status).join(' '),
  };
}
