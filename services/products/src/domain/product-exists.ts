// The SKU is taken.

import type { Sku } from '@paidonce/shared/contracts';
import { Conflict } from '@paidonce/shared/errors';

export class ProductExists extends Conflict {
  constructor(sku: Sku) {
    super(`There is a product ${sku} already: change it with PUT /products/${sku}`, { type: 'product-exists' });
  }
}
