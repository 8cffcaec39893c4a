// Somebody orders: at the catalogue's prices, refused when they believed in others.

import { newId, type OrderId, type OrderLine, type UserId } from '@paidonce/shared/contracts';
import { Unavailable } from '@paidonce/shared/errors';
import type { Asked, Keyed } from '@paidonce/shared/http';
import { claimOf } from '@paidonce/shared/idempotency';
import type { OrderRepository } from '../../database/order-repository.ts';
import { agrees, asksFor, type Basket, price, skusOf } from '../../domain/basket.ts';
import type { Order } from '../../domain/order.ts';
import { asPlaced, place } from '../../domain/place.ts';
import { PriceChanged } from '../../domain/price-changed.ts';
import { ReferenceTaken } from '../../domain/reference-taken.ts';
import { TooManyUnpaidOrders } from '../../domain/too-many-unpaid-orders.ts';
import type { PriceList } from './price-list.ts';

export type PlaceOrderDependencies = {
  orders: OrderRepository;
  prices: PriceList;
  /** Within what time a new order has to be paid. */
  timeToLiveMilliseconds: number;
  /** So many pending orders a user may have; 0: any number. */
  mostUnpaid: number;
};

export type OrderRequest = {
  basket: Basket;
  /** Whose the order is going to be. */
  userId: UserId;
  /** Who places it: its owner, unless an administrator orders for somebody else. */
  by: UserId;
  /** What its owner calls it. */
  reference?: string | undefined;
};

/** The order, and whether it was there before under the same reference, or is the answer of an earlier request with the same key. */
export type Placed = { order: Order; wasThere: boolean; replayed: boolean };

/** Each try loses only to somebody who took a number at the same time, of whom there are fewer each time. */
const attempts = 10;

/**
 * Places an order. With a reference there is one order of that name; with an idempotency key, the first answer comes again.
 * @throws UnknownProduct, OrderTooLarge, PriceChanged, ReferenceTaken, TooManyUnpaidOrders, KeyReused
 * @throws Unavailable when the catalogue has to be asked and does not answer
 */
export const placeOrder =
  (dependencies: PlaceOrderDependencies) =>
  async (request: OrderRequest, { keyed, ...asked }: Asked & { keyed: Keyed | undefined }): Promise<Placed> => {
    const { orders } = dependencies;
    const claim = claimOf(keyed, request.by);
    const firstAnswer = async (id: OrderId) => ({ order: asPlaced(await orders.get(id)), wasThere: false });
    const placed = await orders.once(claim, () => placeOnce(dependencies, request, { claim, ...asked }), firstAnswer);
    if (!placed.result.wasThere) return { ...placed.result, replayed: placed.replayed };
    // It may be a twin of this very request, with the same key, that took the reference in between.
    const { result, replayed } = await orders.once(claim, async () => placed.result, firstAnswer);
    return { ...result, replayed };
  };

export type PlaceOrder = ReturnType<typeof placeOrder>;

type Claimed = Asked & { claim: ReturnType<typeof claimOf> };

async function placeOnce(
  { orders, prices, timeToLiveMilliseconds, mostUnpaid }: PlaceOrderDependencies,
  { basket, userId, by, reference }: OrderRequest,
  { claim, ...asked }: Claimed,
): Promise<Omit<Placed, 'replayed'>> {
  const known = await sameOrder(orders, basket, userId, reference);
  if (known) return { order: known, wasThere: true };
  const lines = await linesOf(basket, prices, asked);
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + timeToLiveMilliseconds);
  const decision = place({ id: newId<OrderId>(), userId, by, reference, lines, createdAt, expiresAt });
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = await orders.insert({ decision, claim, trace: asked.trace });
    if (outcome === 'placed') return { order: decision.order, wasThere: false };
    const twin = await sameOrder(orders, basket, userId, reference);
    if (twin) return { order: twin, wasThere: true };
    if (outcome === 'no room') throw new TooManyUnpaidOrders(mostUnpaid);
  }
  throw new Unavailable('Too many orders at the same time. Try again in a moment.');
}

/**
 * The order that its owner calls so, if there is one.
 * @throws ReferenceTaken when it is not the same that is ordered now
 */
async function sameOrder(
  orders: OrderRepository,
  basket: Basket,
  userId: UserId,
  reference: string | undefined,
): Promise<Order | undefined> {
  const order = reference === undefined ? undefined : await orders.findByReference(reference, userId);
  if (order && !asksFor(basket, order.lines)) throw new ReferenceTaken(order.reference ?? '');
  return order;
}

async function linesOf(basket: Basket, prices: PriceList, asked: Asked): Promise<OrderLine[]> {
  const skus = skusOf(basket);
  const lines = price(basket, await prices.known(skus, asked));
  if (agrees(basket, lines)) return lines;
  // The projection may be a moment behind: whoever states a price is refused only on the catalogue's own word.
  const fresh = price(basket, await prices.fresh(skus, asked));
  if (!agrees(basket, fresh)) throw new PriceChanged(fresh);
  return fresh;
}
