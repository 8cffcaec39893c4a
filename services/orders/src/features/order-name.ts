// How clients name an order: by its id, or by a reference of their own.

import { type OrderId, orderId, routeWords } from '@paidonce/shared/contracts';
import { z } from 'zod';

/** As a path names it. */
export type OrderName = { id: OrderId } | { reference: string };

const name = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes and underscores')
  .refine((text) => !/^\.+$/.test(text), 'must not be dots alone')
  .refine((text) => !routeWords.has(text), 'must not be a word of our own addresses');

const shapeOfId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A client's own name for an order. It cannot be taken for an id, so that a path says clearly which of the two it means. */
export const reference = name.refine((text) => !shapeOfId.test(text), 'must not look like an id');

export const orderName = name.transform((text, context): OrderName => {
  if (!shapeOfId.test(text)) return { reference: text };
  const id = orderId.safeParse(text);
  if (id.success) return { id: id.data };
  context.addIssue({ code: 'custom', message: 'is not an id' });
  return z.NEVER;
});
