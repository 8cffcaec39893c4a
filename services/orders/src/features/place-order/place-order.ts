// Somebody orders: at the catalogue's prices, refused when they believed in others.

import { newId, type OrderId, type UserId } from '@paidonce/shared/contracts';
import type { OrderRepository } from '../../database/order-repository.ts';
import { agrees, type Basket, price, skusOf } from '../../domain/basket.ts';
import type { Order } from '../../domain/order.ts';
import { place } from '../../domain/place.ts';
import { PriceChanged } from '../../domain/price-changed.ts';
import type { Asked, PriceList } from './price-list.ts';

export type PlaceOrderDependencies = {
  orders: OrderRepository;
  prices: PriceList;
  /** Within what time a new order has to be paid. */
  timeToLiveMilliseconds: number;
};

/** Whose the order is, and who places it: the same, unless an administrator orders for somebody else. */
export type Buyer = { userId: UserId; by: UserId };

/**
 * @throws UnknownProduct, OrderTooLarge, PriceChanged
 * @throws Unavailable when the catalogue has to be asked and does not answer
 */
export const placeOrder =
  ({ orders, prices, timeToLiveMilliseconds }: PlaceOrderDependencies) =>
  async (basket: Basket, { userId, by }: Buyer, asked: Asked): Promise<Order> => {
    const skus = skusOf(basket);
    let lines = price(basket, await prices.known(skus, asked));
    if (!agrees(basket, lines)) {
      // The projection may be a moment behind: whoever states a price is refused only on the catalogue's own word.
      lines = price(basket, await prices.fresh(skus, asked));
      if (!agrees(basket, lines)) throw new PriceChanged(lines);
    }
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + timeToLiveMilliseconds);
    const decision = place({ id: newId<OrderId>(), userId, by, lines, createdAt, expiresAt });
    await orders.insert(decision, asked.trace);
    return decision.order;
  };

export type PlaceOrder = ReturnType<typeof placeOrder>;
