// What somebody wants to buy, before it is an order: quantities by SKU, and the prices that they believe in.

import { Money, mostMinorUnits, type OrderLine, type Sku, shopCurrency } from '@paidonce/shared/contracts';
import { OrderTooLarge } from './order-too-large.ts';
import { UnknownProduct } from './unknown-product.ts';

export type BasketItem = { sku: Sku; quantity: number; statedPrice?: Money | undefined };
export type Basket = { items: BasketItem[]; statedTotal?: Money | undefined };
export type Prices = ReadonlyMap<Sku, Money>;

/** The SKUs of a basket, each once, in their first order. */
export function skusOf(basket: Basket): Sku[] {
  return [...new Set(basket.items.map((item) => item.sku))];
}

/**
 * The lines of the order: each SKU once, at the catalogue's price. What has its price in another currency is not sold here.
 * @throws UnknownProduct, OrderTooLarge
 */
export function price(basket: Basket, prices: Prices): OrderLine[] {
  const lines = new Map<Sku, OrderLine>();
  const unknown = new Set<Sku>();
  for (const { sku, quantity } of basket.items) {
    const unitPrice = prices.get(sku);
    if (unitPrice?.currency === shopCurrency)
      lines.set(sku, { sku, unitPrice, quantity: quantity + (lines.get(sku)?.quantity ?? 0) });
    else unknown.add(sku);
  }
  if (unknown.size > 0) throw new UnknownProduct([...unknown]);
  const priced = [...lines.values()];
  if (!isPayable(priced)) throw new OrderTooLarge();
  return priced;
}

/** Whether the basket's own prices and total, as far as it states any, are those of the lines. */
export function agrees(basket: Basket, lines: readonly OrderLine[]): boolean {
  const prices = new Map(lines.map((line) => [line.sku, line.unitPrice]));
  const pricesAgree = basket.items.every(
    ({ sku, statedPrice }) => !statedPrice || prices.get(sku)?.equals(statedPrice),
  );
  return pricesAgree && (!basket.statedTotal || totalOf(lines).equals(basket.statedTotal));
}

/** Whether the basket asks for just what these lines are: each product as often, and no other price than was stated. */
export function asksFor(basket: Basket, lines: readonly OrderLine[]): boolean {
  const wanted = new Map<Sku, number>();
  for (const { sku, quantity } of basket.items) wanted.set(sku, quantity + (wanted.get(sku) ?? 0));
  const isSame = wanted.size === lines.length && lines.every(({ sku, quantity }) => wanted.get(sku) === quantity);
  return isSame && agrees(basket, lines);
}

/** What the lines cost together. */
export function totalOf(lines: readonly OrderLine[]): Money {
  return Money.sum(
    lines.map((line) => line.unitPrice.times(line.quantity)),
    shopCurrency,
  );
}

/** Whether the total is an amount of money at all. Numbers grow inexact past it, but not smaller. */
function isPayable(lines: readonly OrderLine[]): boolean {
  return lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.minor * quantity, 0) <= mostMinorUnits;
}
