// Money as integer minor units with a currency: sums are exact, and a float never gets near it.

import { z } from 'zod';

/** How many decimals each currency has (ISO 4217). */
const decimals = { USD: 2, EUR: 2, JPY: 0 } as const;

export const currency = z.enum(['USD', 'EUR', 'JPY']);
export type Currency = z.infer<typeof currency>;

/** The shop sells in one currency. */
export const shopCurrency: Currency = 'USD';

/** The largest amount: 15 digits are what a double carries exactly as a decimal, and so what `amount` in JSON can. */
export const mostMinorUnits = 999_999_999_999_999;

/** An amount of minor units (cents) that is exact in JSON, in a JavaScript number and in a PostgreSQL bigint. */
export const minorUnits = z
  .int()
  .nonnegative()
  .max(mostMinorUnits)
  .describe('Whole minor units of the currency: cents.');

export class Money {
  readonly minor: number;
  readonly currency: Currency;

  /** @param minor whole minor units, 0 to `mostMinorUnits`. @throws RangeError when they are not */
  constructor(minor: number, currency: Currency) {
    const isAmount = Number.isInteger(minor) && minor >= 0 && minor <= mostMinorUnits;
    if (!isAmount) throw new RangeError(`${minor} is not an amount of minor units`);
    this.minor = minor;
    this.currency = currency;
  }

  /**
   * Reads `109.08` or `"109.08"`.
   * @returns undefined for what is no amount of this currency: too many decimals, an exponent, a sign, or too large.
   */
  static parse(amount: number | string, currency: Currency): Money | undefined {
    const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(String(amount));
    const [, whole = '', fraction = ''] = match ?? [];
    if (!match || fraction.length > decimals[currency]) return undefined;
    const minor = Number(whole + fraction.padEnd(decimals[currency], '0'));
    return minor <= mostMinorUnits ? new Money(minor, currency) : undefined;
  }

  static sum(amounts: readonly Money[], currency: Currency): Money {
    return amounts.reduce((total, amount) => total.plus(amount), new Money(0, currency));
  }

  /** `"109.08"`, also for a sum that is beyond any single amount. */
  static decimal(minor: number | bigint, currency: Currency): string {
    const places = decimals[currency];
    const digits = String(minor).padStart(places + 1, '0');
    return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }

  plus(other: Money): Money {
    if (other.currency !== this.currency) throw new RangeError(`cannot add ${other.currency} to ${this.currency}`);
    return new Money(this.minor + other.minor, this.currency);
  }

  times(quantity: number): Money {
    return new Money(this.minor * quantity, this.currency);
  }

  equals(other: Money): boolean {
    return this.minor === other.minor && this.currency === other.currency;
  }

  /** `"109.08"`: the shape of `price` and `total`. */
  toDecimal(): string {
    return Money.decimal(this.minor, this.currency);
  }

  /** `109.08`: the shape of `amount`. The nearest double prints as the same decimal, so nothing is lost in JSON. */
  toNumber(): number {
    return Number(this.toDecimal());
  }

  toString(): string {
    return `${this.toDecimal()} ${this.currency}`;
  }
}

/** Money in a request, as a JSON number or a decimal string, in the shop's currency. */
export const moneyInput = z
  .union([z.number(), z.string()], 'must be an amount such as 109.08')
  .meta({ description: 'An amount, as a number or as a decimal string', examples: [109.08, '109.08'] })
  .transform((amount, context) => {
    const money = Money.parse(amount, shopCurrency);
    if (money) return money;
    context.addIssue({
      code: 'custom',
      message: `must be an amount such as 109.08: not negative, at most ${decimals[shopCurrency]} decimals`,
    });
    return z.NEVER;
  });
