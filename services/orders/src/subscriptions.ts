// The whole of what orders listens to.

import { paymentCompleted, productCreated, productRemoved, productUpdated } from '@paidonce/shared/contracts';
import { on, type Projections, type Subscription } from '@paidonce/shared/inbox';
import type { CatalogueProjection } from './database/catalogue-projection.ts';
import type { OrderRepository } from './database/order-repository.ts';
import type { OrdersSchema } from './database/schema.ts';
import { followCatalogue, forgetProducts } from './features/follow-catalogue/follow-catalogue.ts';
import { settleOrders } from './features/settle-order/settle-order.ts';

export type SubscriptionsDependencies = { orders: OrderRepository; catalogue: CatalogueProjection };

/** What is known of others, by its table: it can be filled again from the streams. */
export const projections = ({ catalogue }: Pick<SubscriptionsDependencies, 'catalogue'>) =>
  ({
    catalogue: [
      on(productCreated, followCatalogue(catalogue)),
      on(productUpdated, followCatalogue(catalogue)),
      on(productRemoved, forgetProducts(catalogue)),
    ],
  }) satisfies Projections<OrdersSchema>;

export const subscriptions = ({ orders, catalogue }: SubscriptionsDependencies): Subscription<OrdersSchema>[] => [
  on(paymentCompleted, settleOrders(orders)),
  ...projections({ catalogue }).catalogue,
];
