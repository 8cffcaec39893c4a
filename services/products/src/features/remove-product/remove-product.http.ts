// `DELETE /products/:id`

import type { Sku } from '@paidonce/shared/contracts';
import { noContent, type RouteRequest, requireMatch } from '@paidonce/shared/http';
import type { RemoveProduct } from './remove-product.ts';

export const removeProductHttp =
  (removeProduct: RemoveProduct) =>
  async ({ params, ifMatch, trace }: RouteRequest<{ id: Sku }>) => {
    await removeProduct(params.id, ({ version }) => requireMatch(ifMatch, version), trace);
    return noContent();
  };
