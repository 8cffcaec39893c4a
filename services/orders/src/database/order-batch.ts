// Orders that are locked and decided upon together, to be saved together.

import { type OrderId, streams } from '@paidonce/shared/contracts';
import { Poison } from '@paidonce/shared/inbox';
import { type OutgoingEvent, outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import type { Decision, Order, TimelineEntry } from '../domain/order.ts';
import type { Recalled } from '../domain/recall.ts';

export const source = streams.ORDERS.service;

export class OrderBatch {
  readonly #orders: Map<OrderId, Order>;
  readonly #changed = new Set<OrderId>();
  /** Those that were not there, as they were placed. */
  readonly placed = new Map<OrderId, Order>();
  readonly timeline: { orderId: OrderId; entry: TimelineEntry }[] = [];
  readonly events: OutgoingEvent[] = [];

  constructor(orders: readonly Order[]) {
    this.#orders = new Map(orders.map((order) => [order.id, order]));
  }

  get changed(): Order[] {
    return [...this.#changed].flatMap((id) => this.#orders.get(id) ?? []);
  }

  /**
   * Decides upon an order as the decisions before it in the batch have left it.
   * @param trace of what caused the decision
   * @throws Poison when there is no such order: nobody can guess what is meant
   */
  decide(id: OrderId, rule: (order: Order) => Decision, trace: Trace): void {
    const order = this.#orders.get(id);
    if (!order) throw new Poison(`there is no order ${id}`);
    const decision = rule(order);
    if (decision.order === order) return;
    this.#orders.set(id, decision.order);
    this.#changed.add(id);
    for (const entry of decision.timeline) this.timeline.push({ orderId: id, entry });
    for (const fact of decision.facts) this.events.push(outgoingEvent(fact, source, trace));
  }

  /**
   * Takes an order to where it was told to be; that is told to nobody again.
   * @param rule gets the order as what was recalled before in the batch has left it
   * @returns what is left to a person
   */
  recall(id: OrderId, rule: (order: Order | undefined) => Recalled): string | undefined {
    const order = this.#orders.get(id);
    const recalled = rule(order);
    if ('left' in recalled) return recalled.left;
    if (recalled.order === order) return undefined;
    this.#orders.set(id, recalled.order);
    this.#changed.add(id);
    if (!order) this.placed.set(id, recalled.order);
    for (const entry of recalled.timeline) this.timeline.push({ orderId: id, entry });
    return undefined;
  }
}
