// The JetStream streams: one per owning service, with every subject that the owner publishes.

/** `service`: the owner's Service name, by which it signs its events (`ce-source`) and goes in logs and on the network. */
export const streams = {
  USERS: { name: 'USERS', subjects: 'user.>', owner: 'users', service: 'user-svc' },
  PRODUCTS: { name: 'PRODUCTS', subjects: 'product.>', owner: 'products', service: 'product-svc' },
  ORDERS: { name: 'ORDERS', subjects: 'order.>', owner: 'orders', service: 'orders-svc' },
  PAYMENTS: { name: 'PAYMENTS', subjects: 'payment.>', owner: 'payments', service: 'payments-svc' },
} as const;

export type StreamName = keyof typeof streams;
export type Stream = (typeof streams)[StreamName];

/** Each service that owns a stream also owns a database, and no other service does. */
export type DatabaseOwner = Stream['owner'];
export const databaseOwners: readonly DatabaseOwner[] = Object.values(streams).map(({ owner }) => owner);
