// The real thing that the model is held against: an order of its own for each run, in a shop that all runs share.

import type { Reply } from '../call.ts';
import type { Customer, PlacedOrder } from '../customer.ts';
import { problemOf } from '../problem-of.ts';
import type { Shop } from '../shop.ts';
import type { Streams } from '../streams.ts';

export type Real = {
  shop: Shop;
  published: Streams;
  customer: Customer;
  administrator: Customer;
  /** The customer's own name of the order. */
  reference: string;
  order: PlacedOrder | undefined;
  /** What breaks the shop is done one after the other. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
};

export function orderOf({ order }: Real): PlacedOrder {
  if (!order) throw new Error('nothing was ordered yet');
  return order;
}

/** `200`, `204`; the problem of a refusal; `lost` when nobody knows: no answer, or a failure on the way. */
export async function answerOf(asked: Promise<Reply>): Promise<string> {
  try {
    const { status, body } = await asked;
    if (status >= 500) return 'lost';
    return status < 300 ? String(status) : problemOf(body);
  } catch {
    return 'lost';
  }
}

export function oneAtATime(): Real['alone'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {}); // told to whoever asked for it
    return done;
  };
}
