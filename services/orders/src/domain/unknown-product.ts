// Products of a basket are not sold.

import type { Sku } from '@paidonce/shared/contracts';
import { NotFound } from '@paidonce/shared/errors';

export class UnknownProduct extends NotFound {
  constructor(skus: readonly Sku[]) {
    super(`There is no product ${skus.join(', ')}`, { type: 'unknown-product', members: { skus } });
  }
}
