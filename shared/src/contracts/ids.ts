// Identifiers, each a type of its own, so that an order's id cannot be handed over where a payment's is meant.

import { randomUUIDv7 } from 'node:crypto';
import { z } from 'zod';

/** One spelling for each id: PostgreSQL takes a UUID in capitals for the same, a JavaScript map does not. */
const uuid = z.uuid().toLowerCase();

export const orderId = uuid.brand('OrderId');
export type OrderId = z.infer<typeof orderId>;

export const paymentId = uuid.brand('PaymentId');
export type PaymentId = z.infer<typeof paymentId>;

export const userId = uuid.brand('UserId');
export type UserId = z.infer<typeof userId>;

export const eventId = uuid.brand('EventId');
export type EventId = z.infer<typeof eventId>;

/** A product's id is its stock keeping unit: `OLJCESPC7Z`, `SKU-001`. */
export const sku = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a SKU: letters, digits, dot, dash, underscore')
  .brand('Sku');
export type Sku = z.infer<typeof sku>;

/** A new UUIDv7 (RFC 9562, 5.7): ordered by the time of its making, so that indexes grow at their end. */
export function newId<Id extends string>(): Id {
  return randomUUIDv7() as string as Id; // a brand exists only for the compiler, and a new id is where it is first given
}

/** The smallest UUIDv7 of a time in epoch milliseconds, which are its first 48 bits (RFC 9562, 5.7). */
export function firstIdAt(time: number): string {
  const milliseconds = Math.max(0, time).toString(16).padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7000-8000-000000000000`;
}
