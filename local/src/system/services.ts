// The services of the system: where each listens by default, what it needs, whom it calls.

export const serviceNames = ['users', 'products', 'orders', 'payments', 'gateway'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What runs as a process of its own: the services, and a payment provider, which is none of them. */
export type ProcessName = ServiceName | 'provider';

/** Services with a database of their own: all but the gateway. */
export const databaseOwners = ['users', 'products', 'orders', 'payments'] as const;
export type DatabaseOwner = (typeof databaseOwners)[number];

/** Services that bring demo data, through their own outbox. */
export const seededServices: readonly ServiceName[] = ['users', 'products'];

/** Whose address a service is given, as `<NAME>_URL`. */
export const callees: Record<ServiceName, readonly ServiceName[]> = {
  users: [],
  products: [],
  orders: ['products'],
  payments: ['orders'],
  gateway: ['users', 'products', 'orders', 'payments'],
};

export const ownsDatabase = (service: ServiceName): service is DatabaseOwner => service !== 'gateway';
