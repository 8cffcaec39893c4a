import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Currency, currency, Money, moneyInput, mostMinorUnits } from './money.ts';

const usd = (amount: number | string) => Money.parse(amount, 'USD');
const minor = fc.integer({ min: 0, max: mostMinorUnits });
const share = fc.integer({ min: 0, max: Math.floor(mostMinorUnits / 100) });
const anyCurrency = fc.constantFrom<Currency>(...currency.options);

describe('money', () => {
  it('adds up exactly where floats do not', () => {
    const loafers = usd(89.89);
    const sunglasses = usd('19.19');
    if (!loafers || !sunglasses) throw new Error('both are amounts');
    expect(Money.sum([loafers, sunglasses], 'USD').toNumber()).toBe(109.08);
    expect(loafers.plus(sunglasses).toDecimal()).toBe('109.08');
    expect(sunglasses.times(3).minor).toBe(5_757);
  });

  it.each([
    [0, 0],
    ['0', 0],
    [1, 100],
    ['1.5', 150],
    [109.08, 10_908],
    ['109.08', 10_908],
    ['0.01', 1],
    ['007.10', 710],
    ['9999999999999.99', 999_999_999_999_999],
  ])('is read from %p', (amount, cents) => {
    expect(usd(amount)).toEqual(new Money(cents, 'USD'));
  });

  it.each([
    ['an exponent', 1e21],
    ['an exponent in a string', '1e3'],
    ['a tiny number', 1e-7],
    ['no number', Number.NaN],
    ['the word for it', 'NaN'],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a negative amount', -1],
    ['a negative string', '-1'],
    ['a sign', '+1'],
    ['more decimals than cents', 0.001],
    ['more decimals in a string', '1.999'],
    ['decimals that are zeros', '1.000'],
    ['a sum of floats', 0.1 + 0.2],
    ['nothing', ''],
    ['a space', ' 1'],
    ['a line end', '1\n'],
    ['a lone dot', '.'],
    ['no whole part', '.5'],
    ['no fraction after the dot', '1.'],
    ['a comma', '1,50'],
    ['thousands', '1,000'],
    ['hexadecimal', '0x10'],
    ['digits of another script', '١٢'],
    ['a currency', '$1'],
    ['more than anybody has', '99999999999999'],
    ['far too much', '9'.repeat(400)],
  ])('is not read from %s', (_, amount) => {
    expect(usd(amount)).toBeUndefined();
  });

  it('has as many decimals as its currency', () => {
    expect(Money.parse('500', 'JPY')?.toDecimal()).toBe('500');
    expect(Money.parse('500.0', 'JPY')).toBeUndefined();
    expect(Money.parse('500', 'EUR')?.toDecimal()).toBe('500.00');
    expect(new Money(5, 'USD').toDecimal()).toBe('0.05');
    expect(String(new Money(5, 'EUR'))).toBe('0.05 EUR');
  });

  it('is the same again after being written and read, as a string and as a number', () => {
    fc.assert(
      fc.property(minor, anyCurrency, (amount, itsCurrency) => {
        const money = new Money(amount, itsCurrency);
        expect(Money.parse(money.toDecimal(), itsCurrency)).toEqual(money);
        expect(Money.parse(JSON.parse(JSON.stringify(money.toNumber())), itsCurrency)).toEqual(money);
      }),
    );
  });

  it('sums in any order to the same amount', () => {
    fc.assert(
      fc.property(fc.array(share, { maxLength: 100 }), (amounts) => {
        const monies = amounts.map((amount) => new Money(amount, 'USD'));
        const total = Money.sum(monies, 'USD');
        expect(total.minor).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
        expect(Money.sum(monies.toReversed(), 'USD').equals(total)).toBe(true);
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN, mostMinorUnits + 1])('cannot be %p minor units', (amount) => {
    expect(() => new Money(amount, 'USD')).toThrow(RangeError);
  });

  it('cannot be added across currencies, nor grow past what is exact', () => {
    expect(() => new Money(1, 'USD').plus(new Money(1, 'EUR'))).toThrow(RangeError);
    expect(new Money(1, 'USD').equals(new Money(1, 'EUR'))).toBe(false);
    expect(() => new Money(mostMinorUnits, 'USD').times(2)).toThrow(RangeError);
  });
});

describe('money in a request', () => {
  it('is taken as a number or as a string', () => {
    expect(moneyInput.parse(109.08)).toEqual(moneyInput.parse('109.08'));
  });

  it.each([null, undefined, true, {}, [], -1, '1e3', 0.001])('is refused with a hint when it is %p', (amount) => {
    const { error } = moneyInput.safeParse(amount);
    expect(error?.issues).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/^must be an amount such as 109\.08/) }),
    ]);
  });
});
