/** What somebody wants to buy, before it is an order: quantities by SKU, and the prices that they believe in. */
import { Money, type OrderLine, type Sku, shopCurrency } from '@paidonce/shared/contracts';
import { Conflict, NotFound } from '@paidonce/shared/errors';

export type BasketItem = { sku: Sku; quantity: number; statedPrice?: Money | undefined };
export type Basket = { items: BasketItem[]; statedTotal?: Money | undefined };
export type Prices = ReadonlyMap<Sku, Money>;

/** The SKUs of a basket, each once, in their first order. */
export function skusOf(basket: Basket): Sku[] {
  return [...new Set(basket.items.map((item) => item.sku))];
}

/** The lines of the order: each SKU once, at the catalogue's price. @throws NotFound naming the products that are not sold */
export function price(basket: Basket, prices: Prices): OrderLine[] {
  const lines = new Map<Sku, OrderLine>();
  const unknown = new Set<Sku>();
  for (const { sku, quantity } of basket.items) {
    const unitPrice = prices.get(sku);
    if (unitPrice) lines.set(sku, { sku, unitPrice, quantity: quantity + (lines.get(sku)?.quantity ?? 0) });
    else unknown.add(sku);
  }
  if (unknown.size > 0) {
    const skus = [...unknown];
    throw new NotFound(`There is no product ${skus.join(', ')}`, { type: 'unknown-product', members: { skus } });
  }
  return [...lines.values()];
}

/** Whether the basket's own prices and total, as far as it states any, are those of the lines. */
export function agrees(basket: Basket, lines: readonly OrderLine[]): boolean {
  const prices = new Map(lines.map((line) => [line.sku, line.unitPrice]));
  const pricesAgree = basket.items.every(
    ({ sku, statedPrice }) => !statedPrice || prices.get(sku)?.equals(statedPrice),
  );
  return pricesAgree && (!basket.statedTotal || totalOf(lines).equals(basket.statedTotal));
}

/** Somebody saw other prices than the catalogue's: told of the right ones, they decide. */
export class PriceChanged extends Conflict {
  constructor(lines: readonly OrderLine[]) {
    super('Prices have changed. Look at the prices in this answer and order again.', {
      type: 'price-changed',
      members: {
        items: lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, price: unitPrice.toDecimal() })),
        total: totalOf(lines).toDecimal(),
      },
    });
  }
}

/** What the lines cost together. */
export function totalOf(lines: readonly OrderLine[]): Money {
  return Money.sum(
    lines.map((line) => line.unitPrice.times(line.quantity)),
    shopCurrency,
  );
}
