// Somebody saw other prices than the catalogue's: told of the right ones, they decide.

import type { OrderLine } from '@paidonce/shared/contracts';
import { Conflict } from '@paidonce/shared/errors';
import { totalOf } from './basket.ts';

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
