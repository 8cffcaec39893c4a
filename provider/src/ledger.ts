// What the provider has done: a file to which lines are only ever added, so that no crash takes anything back.

import { existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

export type Charge = {
  what: 'charged' | 'declined';
  payment_id: string;
  amount_minor: number;
  currency: string;
  payment_method?: string | undefined;
};
export type Refund = { what: 'refunded'; payment_id: string };
type Line = Charge | Refund;

export type Ledger = {
  chargeOf(paymentId: string): Charge | undefined;
  refundOf(paymentId: string): Refund | undefined;
  /** Returns when it is on the disk. */
  add(line: Line): void;
};

/** Goes on where an earlier process ended; a line that this one did not get to its end was never answered to anybody. */
export function openLedger(file: string): Ledger {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const descriptor = openSync(file, 'a', 0o600);
  ftruncateSync(descriptor, Buffer.byteLength(whole));

  const charges = new Map<string, Charge>();
  const refunds = new Map<string, Refund>();
  const remember = (line: Line) => {
    if (line.what === 'refunded') refunds.set(line.payment_id, line);
    else charges.set(line.payment_id, line);
  };
  // Our own lines, written below.
  for (const line of whole.split('\n').filter((line) => line !== '')) remember(JSON.parse(line) as Line);
  return {
    chargeOf: (paymentId) => charges.get(paymentId),
    refundOf: (paymentId) => refunds.get(paymentId),
    add(line) {
      writeSync(descriptor, `${JSON.stringify({ at: new Date(), ...line })}\n`);
      fsyncSync(descriptor);
      remember(line);
    },
  };
}
