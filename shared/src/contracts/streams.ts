/** The JetStream streams: one per owning service, with every subject that the owner publishes. */

export const streams = {
  USERS: { name: 'USERS', subjects: 'user.>', owner: 'users' },
  PRODUCTS: { name: 'PRODUCTS', subjects: 'product.>', owner: 'products' },
  ORDERS: { name: 'ORDERS', subjects: 'order.>', owner: 'orders' },
  PAYMENTS: { name: 'PAYMENTS', subjects: 'payment.>', owner: 'payments' },
} as const;

export type StreamName = keyof typeof streams;
export type Stream = (typeof streams)[StreamName];
