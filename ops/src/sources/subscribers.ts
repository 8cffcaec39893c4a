// Who has to apply which events: the services' subscription tables, as the operator's command knows them.

import {
  type DatabaseOwner,
  type EventType,
  orderCancelled,
  orderConfirmed,
  orderPaymentRejected,
  paymentCompleted,
  productCreated,
  productRemoved,
  productUpdated,
  type Stream,
  streams,
} from '@paidonce/shared/contracts';

const heard: Partial<Record<DatabaseOwner, readonly Pick<EventType, 'type' | 'stream'>[]>> = {
  orders: [paymentCompleted, productCreated, productUpdated, productRemoved],
  payments: [orderConfirmed, orderCancelled, orderPaymentRejected],
};

/** A service that subscribes to a stream under its own name, and the types of event that it applies. */
export type Subscriber = { service: DatabaseOwner; stream: Stream; types: string[] };

export const subscribers: Subscriber[] = Object.values(streams).flatMap((stream) =>
  Object.entries(heard).flatMap(([service, events]) => {
    const types = events.filter((event) => event.stream === stream).map((event) => event.type);
    return types.length === 0 ? [] : [{ service: service as DatabaseOwner, stream, types }]; // the keys of `heard`
  }),
);
