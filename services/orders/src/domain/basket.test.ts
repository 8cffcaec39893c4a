import { describe, expect, it } from '@jest/globals';
import { Money, mostMinorUnits, type Sku, sku } from '@paidonce/shared/contracts';
import { agrees, asksFor, type Basket, type BasketItem, price, skusOf, totalOf } from './basket.ts';
import { PriceChanged } from './price-changed.ts';

const usd = (minor: number) => new Money(minor, 'USD');
const [loafers, sunglasses, mug] = [sku.parse('L9ECAV7KIM'), sku.parse('OLJCESPC7Z'), sku.parse('6E92ZMYYFZ')];
const prices = new Map([
  [loafers, usd(89_89)],
  [sunglasses, usd(19_19)],
]);
const basketOf = (...items: BasketItem[]): Basket => ({ items });
const pair = basketOf({ sku: loafers, quantity: 1 }, { sku: sunglasses, quantity: 1 });

describe('a basket', () => {
  it('becomes one line for each product, at the price of the catalogue', () => {
    expect(price(pair, prices)).toEqual([
      { sku: loafers, quantity: 1, unitPrice: usd(89_89) },
      { sku: sunglasses, quantity: 1, unitPrice: usd(19_19) },
    ]);
  });

  it('adds up a product that is in it twice, in the place of the first', () => {
    const basket = basketOf(
      { sku: loafers, quantity: 1 },
      { sku: sunglasses, quantity: 2 },
      { sku: loafers, quantity: 3 },
    );
    expect(skusOf(basket)).toEqual([loafers, sunglasses]);
    expect(price(basket, prices)).toEqual([
      { sku: loafers, quantity: 4, unitPrice: usd(89_89) },
      { sku: sunglasses, quantity: 2, unitPrice: usd(19_19) },
    ]);
  });

  it('costs exactly the sum: 89.89 and 19.19 are 109.08', () => {
    expect(totalOf(price(pair, prices))).toEqual(usd(109_08));
  });

  it('costs three times as much with three of a product', () => {
    expect(totalOf(price(basketOf({ sku: sunglasses, quantity: 3 }), prices))).toEqual(usd(57_57));
  });

  it('is refused with a product that is not sold, which is named, once', () => {
    const basket = basketOf({ sku: mug, quantity: 1 }, { sku: loafers, quantity: 1 }, { sku: mug, quantity: 1 });
    expect(() => price(basket, prices)).toThrow(
      expect.objectContaining({
        status: 404,
        type: '/problems/unknown-product',
        detail: 'There is no product 6E92ZMYYFZ',
        members: { skus: [mug] },
      }),
    );
  });

  it('is refused with a product whose price is in another currency: it is not sold here', () => {
    const abroad = new Map([[mug, new Money(8_99, 'EUR')]]);
    expect(() => price(basketOf({ sku: mug, quantity: 1 }), abroad)).toThrow(
      expect.objectContaining({ status: 404, type: '/problems/unknown-product', members: { skus: [mug] } }),
    );
  });

  it.each([
    ['one product', [2], [mostMinorUnits / 3 + 1, 0], 'is taken'],
    ['one product too often', [3], [mostMinorUnits / 3 + 1, 0], 'is refused'],
    ['several products', [1, 1], [mostMinorUnits - 1, 1], 'is taken'],
    ['several products that come to a cent more', [1, 1], [mostMinorUnits, 1], 'is refused'],
    ['as much as there can be', [1000, 1000], [mostMinorUnits, mostMinorUnits], 'is refused'],
  ])('of %s, near the largest amount of money: %j at %j %s', (_, quantities, minors, outcome) => {
    const skus = [loafers, sunglasses];
    const dear = new Map(skus.map((id, index) => [id, usd(minors[index] ?? 0)]));
    const basket = basketOf(...quantities.map((quantity, index) => ({ sku: skus[index] ?? loafers, quantity })));
    const refused = expect.objectContaining({ status: 409, type: '/problems/order-too-large' });
    if (outcome === 'is taken') expect(() => totalOf(price(basket, dear))).not.toThrow();
    else expect(() => price(basket, dear)).toThrow(refused);
  });
});

describe('what a basket says of prices', () => {
  const item = (statedPrice?: Money): BasketItem => ({ sku: loafers, quantity: 2, statedPrice });

  it.each([
    ['nothing', { items: [item()] }, true],
    ['the right price', { items: [item(usd(89_89))] }, true],
    ['a cent less', { items: [item(usd(89_88))] }, false],
    ['a cent more', { items: [item(usd(89_90))] }, false],
    ['the right number in another currency', { items: [item(new Money(89_89, 'EUR'))] }, false],
    ['a price that is right once and wrong once', { items: [item(usd(89_89)), item(usd(1))] }, false],
    ['the right total', { items: [item()], statedTotal: usd(179_78) }, true],
    ['a total that is off by a cent', { items: [item()], statedTotal: usd(179_77) }, false],
    ['the price of one as the total of two', { items: [item()], statedTotal: usd(89_89) }, false],
    ['the right price and a wrong total', { items: [item(usd(89_89))], statedTotal: usd(1) }, false],
    ['a wrong price and the right total', { items: [item(usd(1))], statedTotal: usd(179_78) }, false],
  ])('%s: agrees with the catalogue or not', (_, basket: Basket, agreed) => {
    expect(agrees(basket, price(basket, prices))).toBe(agreed);
  });

  it('is answered with the right prices when it is wrong', () => {
    expect(new PriceChanged(price(pair, prices))).toMatchObject({
      status: 409,
      type: '/problems/price-changed',
      members: {
        items: [
          { sku: loafers, quantity: 1, price: '89.89' },
          { sku: sunglasses, quantity: 1, price: '19.19' },
        ],
        total: '109.08',
      },
    });
  });
});

describe('a basket that comes once more', () => {
  const lines = price(pair, prices);
  const item = (id: Sku, quantity = 1, statedPrice?: Money): BasketItem => ({ sku: id, quantity, statedPrice });

  it.each<[string, Basket, boolean]>([
    ['the same', pair, true],
    ['the same in another order', { items: [item(sunglasses), item(loafers)] }, true],
    [
      'the same with its prices',
      { items: [item(loafers, 1, usd(89_89)), item(sunglasses)], statedTotal: usd(109_08) },
      true,
    ],
    ['one of two products', { items: [item(loafers)] }, false],
    ['one product twice', { items: [item(loafers), item(sunglasses), item(loafers)] }, false],
    ['another product', { items: [item(loafers), item(sku.parse('SKU-001'))] }, false],
    ['another price', { items: [item(loafers, 1, usd(1)), item(sunglasses)] }, false],
    ['another total', { ...pair, statedTotal: usd(1) }, false],
  ])('is %s', (_, basket, isSame) => {
    expect(asksFor(basket, lines)).toBe(isSame);
  });
});
