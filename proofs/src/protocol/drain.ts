// Lets everything arrive that is on its way, and everything be finished that was begun; requests that were interrupted stay so.

import { deliver, isHeard } from './deliver.ts';
import { one } from './one.ts';
import type { Rules } from './rules.ts';
import { holderOf, keyOf, type Setting, type World } from './world.ts';
import { writeOrder, writePayment } from './writing.ts';

/** @throws when a delivery cannot be applied: it would be set aside */
export function drained(world: World, rules: Rules, setting: Setting): World {
  let now: World = { ...world, cancellings: [] };
  for (let before = ''; before !== keyOf(now); ) {
    before = keyOf(now);
    for (let next = undelivered(now); next; next = undelivered(now)) now = deliver(now, next, rules, setting);
    for (const [number, { payment }] of now.payers.entries())
      if (payment?.status === 'refund_due') now = writePayment(now, number, rules, rules.refunded(payment));
    now = swept(now, rules);
  }
  return now;
}

const undelivered = ({ told }: World) => told.find((one) => !one.delivered && isHeard(one));

/** As the sweeper does: it comes back to every wish. */
function swept(world: World, rules: Rules): World {
  const { order } = world;
  if (order.status !== 'pending' || order.wish === undefined) return world;
  if (!order.confirmed) return writeOrder(world, rules.cancel(order, 'not asked'));
  const { slot, outcome } = rules.close(world.slot, holderOf(world));
  return writeOrder({ ...world, slot }, rules.cancel(one(order), outcome));
}
