import { describe, expect, it } from '@jest/globals';
import { fact, Money, newId, type OrderId, type PaymentId, paymentCompleted, type UserId } from '../contracts/index.ts';
import { outgoingEvent, readEvent } from './index.ts';

const data = {
  paymentId: newId<PaymentId>(),
  version: 1,
  orderId: newId<OrderId>(),
  userId: newId<UserId>(),
  amount: new Money(10_908, 'USD'),
};
const trace = { correlationId: 'req-1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
const sent = (itsTrace: { correlationId: string; traceparent?: string } = trace) =>
  outgoingEvent(fact(paymentCompleted, data), 'payments-svc', itsTrace);
const read = (headers: Record<string, string>, payload: unknown) =>
  readEvent(paymentCompleted, (name) => headers[name] ?? '', JSON.parse(JSON.stringify(payload)));

describe('an event', () => {
  it('arrives as it was sent', () => {
    const { id, headers, payload } = sent();
    const event = read(headers, payload);
    expect(event).toMatchObject({ id, type: 'payment.completed', source: 'payments-svc', data, trace });
    expect(Math.abs(event.time.getTime() - Date.now())).toBeLessThan(1_000);
  });

  it('may come from where nobody traces', () => {
    const { headers, payload } = sent({ correlationId: 'req-2' });
    expect(headers).not.toHaveProperty('traceparent');
    expect(read(headers, payload).trace).toEqual({ correlationId: 'req-2' });
  });

  it('hands on no trace that does not fit into the headers of what it causes', () => {
    const { headers, payload } = sent({ correlationId: 'x'.repeat(65_000), traceparent: 'y'.repeat(65_000) });
    const { correlationId, traceparent } = read(headers, payload).trace;
    expect(`${correlationId}${traceparent}`.length).toBeLessThan(200);
  });

  it('has an id of its own, and headers that fit into NATS', () => {
    const [first, second] = [sent(), sent()];
    expect(first.id).not.toBe(second.id);
    for (const value of Object.values(first.headers)) expect(value).toMatch(/^[\x21-\x7e]+$/);
  });

  it.each([
    ['without an id', { 'ce-id': '' }],
    ['with an id that is none', { 'ce-id': 'seven' }],
  ])('is refused %s', (_, headers) => {
    const event = sent();
    expect(() => read({ ...event.headers, ...headers }, event.payload)).toThrow(/its ce-id is no event's id/);
  });

  it('is refused when its data are not of its type', () => {
    expect(() => read(sent().headers, { ...data, amount_minor: '10908' })).toThrow(/payment_id/);
  });
});
