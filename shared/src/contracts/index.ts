// What services agree on: event types, streams, ids, money.

export { type EventType, eventType, type Fact, fact } from './event-type.ts';
export {
  type EventId,
  eventId,
  firstIdAt,
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
  type CancelReason,
  cancelReason,
  type FulfilmentStatus,
  fulfilmentStatus,
  type OrderCancelled,
  type OrderLine,
  type OrderPaid,
  type OrderPaymentRejected,
  type OrderStatusChanged,
  type OrderTerms,
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderPaid,
  orderPaymentRejected,
  orderStatusChanged,
} from './order-events.ts';
export {
  type PaymentCompleted,
  type PaymentEnded,
  paymentCompleted,
  paymentFailed,
  paymentRefunded,
} from './payment-events.ts';
export { type Product, productCreated, productRemoved, productUpdated } from './product-events.ts';
export { routeWords } from './route-words.ts';
export { type Closing, closePayments, closing, type Rpc } from './rpc.ts';
export { type DatabaseOwner, databaseOwners, type Stream, type StreamName, streams } from './streams.ts';
export { type Role, role, type UserState, userDeleted, userRegistered, userUpdated } from './user-events.ts';
