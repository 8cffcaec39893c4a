// What services agree on: event types, streams, ids, money.

export { type EventType, eventType, type Fact, fact } from './event-type.ts';
export {
  type EventId,
  eventId,
  newId,
  type OrderId,
  orderId,
  type PaymentId,
  paymentId,
  type Sku,
  sku,
  type UserId,
  userId,
} from './ids.ts';
export { type Currency, currency, Money, moneyInput, mostMinorUnits, shopCurrency } from './money.ts';
export {
  type OrderLine,
  type OrderPaid,
  type OrderPaymentRejected,
  type OrderTerms,
  orderConfirmed,
  orderCreated,
  orderPaid,
  orderPaymentRejected,
} from './order-events.ts';
export { type PaymentCompleted, type PaymentRefunded, paymentCompleted, paymentRefunded } from './payment-events.ts';
export { type Product, productCreated } from './product-events.ts';
export { type DatabaseOwner, databaseOwners, type Stream, type StreamName, streams } from './streams.ts';
export { type Role, role, type UserRegistered, userRegistered } from './user-events.ts';
