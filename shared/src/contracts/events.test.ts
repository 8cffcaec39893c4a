import { describe, expect, it } from '@jest/globals';
import { ZodError } from 'zod';
import {
  type EventType,
  fact,
  Money,
  newId,
  type OrderId,
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderPaid,
  orderPaymentRejected,
  orderStatusChanged,
  type PaymentId,
  paymentCompleted,
  paymentFailed,
  paymentRefunded,
  productCreated,
  productRemoved,
  productUpdated,
  type Sku,
  sku,
  streams,
  type UserId,
  userDeleted,
  userRegistered,
  userUpdated,
} from './index.ts';

const orderId = newId<OrderId>();
const paymentId = newId<PaymentId>();
const userId = newId<UserId>();
const loafers: Sku = sku.parse('L9ECAV7KIM');
const amount = new Money(10_908, 'USD');
const order = {
  orderId,
  version: 1,
  userId,
  lines: [{ sku: loafers, quantity: 2, unitPrice: new Money(5_454, 'USD') }],
  amount,
};
const wireOrder = {
  order_id: orderId,
  version: 1,
  user_id: userId,
  items: [{ sku: loafers, quantity: 2, unit_price_minor: 5_454 }],
  amount_minor: 10_908,
  currency: 'USD',
};
const payment = { paymentId, version: 2, orderId, userId, amount };
const wirePayment = {
  payment_id: paymentId,
  version: 2,
  order_id: orderId,
  user_id: userId,
  amount_minor: 10_908,
  currency: 'USD',
};
const noon = '2026-03-04T12:00:00.000Z';
const ofProduct = { version: 1, name: 'Löafers', description: '', picture: '/l.jpg', categories: ['footwear'] };
const product = { ...ofProduct, sku: loafers, price: amount };
const wireProduct = { ...ofProduct, id: loafers, price_minor: 10_908, currency: 'USD' };
const user = { userId, version: 1, role: 'user' as const, isActive: true, sessionsValidFrom: new Date(noon) };
const wireUser = { user_id: userId, version: 1, role: 'user', is_active: true, sessions_valid_from: noon };

type Case = { type: EventType; data: unknown; wire: Record<string, unknown>; subject: string };
const on = <Data>(
  type: EventType<Data>,
  data: Data,
  wire: Record<string, unknown>,
  subject: string,
): [string, Case] => [
  type.type,
  { type: type as EventType, data, wire, subject }, // the pair belongs together; the table only forgets which data it is
];

describe.each([
  on(orderCreated, { ...order, expiresAt: new Date(noon) }, { ...wireOrder, expires_at: noon }, orderId),
  on(orderConfirmed, { ...order, expiresAt: new Date(noon) }, { ...wireOrder, expires_at: noon }, orderId),
  on(orderPaid, { ...order, paymentId }, { ...wireOrder, payment_id: paymentId }, orderId),
  on(
    orderCancelled,
    { orderId, version: 3, userId, reason: 'expired' as const },
    { order_id: orderId, version: 3, user_id: userId, reason: 'expired' },
    orderId,
  ),
  on(
    orderStatusChanged,
    { orderId, version: 4, userId, oldStatus: 'paid' as const, newStatus: 'processing' as const },
    { order_id: orderId, version: 4, user_id: userId, old_status: 'paid', new_status: 'processing' },
    orderId,
  ),
  on(
    orderPaymentRejected,
    { orderId, version: 3, userId, paymentId, reason: 'amount differs' },
    { order_id: orderId, version: 3, user_id: userId, payment_id: paymentId, reason: 'amount differs' },
    orderId,
  ),
  on(paymentCompleted, payment, wirePayment, paymentId),
  on(paymentFailed, { ...payment, reason: 'declined' }, { ...wirePayment, reason: 'declined' }, paymentId),
  on(paymentRefunded, { ...payment, reason: 'too late' }, { ...wirePayment, reason: 'too late' }, paymentId),
  on(productCreated, product, wireProduct, loafers),
  on(productUpdated, product, wireProduct, loafers),
  on(productRemoved, product, wireProduct, loafers),
  on(userRegistered, user, wireUser, userId),
  on(userUpdated, user, wireUser, userId),
  on(userDeleted, user, wireUser, userId),
])('%s', (name, { type, data, wire, subject }) => {
  it('has the wire shape of the contract, and its data back', () => {
    expect(type.encode(data)).toEqual(wire);
    expect(type.decode(JSON.parse(JSON.stringify(wire)))).toEqual(data);
  });

  it('is a fact about its aggregate, under a versioned schema, on its stream', () => {
    expect(fact(type, data)).toEqual({ type: name, dataschema: `/events/${name}/1`, subject, payload: wire });
    expect(`${type.stream.subjects.slice(0, -1)}${name.split('.')[1]}`).toBe(name);
    expect(Object.values(streams)).toContain(type.stream);
  });

  it('tolerates fields that a later version adds', () => {
    expect(type.decode({ ...wire, added_later: { by: 'a newer service' } })).toEqual(data);
  });

  it.each(Object.keys(wire))('is refused without %s', (field) => {
    const { [field]: _, ...rest } = wire;
    expect(() => type.decode(rest)).toThrow(ZodError);
  });

  it.each([null, [], 'text', 7])('is refused when it is %p', (json) => {
    expect(() => type.decode(json)).toThrow(ZodError);
  });
});

it('names the payment to send back when a paid order is cancelled', () => {
  const cancelled = { orderId, version: 5, userId, reason: 'by_admin' as const, paymentId };
  const wire = orderCancelled.encode(cancelled);
  expect(wire).toMatchObject({ reason: 'by_admin', payment_id: paymentId });
  expect(orderCancelled.decode(wire)).toEqual(cancelled);
});

describe('amounts in events', () => {
  it.each([-1, 0.5, '10908', 2 ** 53])('are refused when they are %p', (amount_minor) => {
    expect(() => paymentCompleted.decode({ ...wirePayment, amount_minor })).toThrow(ZodError);
  });
});

it('is refused before it is looked at closely when it has more of anything than an event ever has', () => {
  const items = Array.from({ length: 60_000 }, () => 0);
  const decode = () => orderConfirmed.decode({ ...wireOrder, expires_at: noon, items });
  expect(decode).toThrow(new RangeError('items: 60000 entries, which no event has'));
});
