// What things cost, as orders knows it from events, or as product-svc says when it is asked.

import { currency, Money, type Sku } from '@paidonce/shared/contracts';
import type { Asked, ServiceClient } from '@paidonce/shared/http';
import { z } from 'zod';
import type { CatalogueProjection } from '../../database/catalogue-projection.ts';
import type { Prices } from '../../domain/basket.ts';

const productAnswer = z
  .object({ price: z.string(), currency })
  .transform(({ price, currency }) => Money.parse(price, currency));

export class PriceList {
  readonly #catalogue: CatalogueProjection;
  readonly #products: ServiceClient;

  constructor(catalogue: CatalogueProjection, products: ServiceClient) {
    this.#catalogue = catalogue;
    this.#products = products;
  }

  /** From the own projection; product-svc is asked for what that does not know (yet). */
  async known(skus: readonly Sku[], asked: Asked): Promise<Prices> {
    const known = await this.#catalogue.prices(skus);
    const missing = skus.filter((sku) => !known.has(sku));
    return missing.length === 0 ? known : new Map([...known, ...(await this.fresh(missing, asked))]);
  }

  /** From product-svc alone. Products that it does not know are left out. */
  async fresh(skus: readonly Sku[], asked: Asked): Promise<Prices> {
    const prices = await Promise.all(
      skus.map(async (sku) => {
        const price = await this.#products.get(`/products/${encodeURIComponent(sku)}`, productAnswer, asked);
        return price ? ([[sku, price]] as const) : [];
      }),
    );
    return new Map(prices.flat());
  }
}
