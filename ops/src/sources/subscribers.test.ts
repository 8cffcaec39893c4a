import { describe, expect, it } from '@jest/globals';
import { subscriptions as ofOrders } from '@paidonce/orders/src/subscriptions.ts';
import { subscriptions as ofPayments } from '@paidonce/payments/src/subscriptions.ts';
import { subscribers } from './subscribers.ts';

// Only the types are looked at: no handler runs, so none of the repositories is needed.
const nothing = {} as never;

describe('what paidonce believes that services subscribe to', () => {
  it.each([
    ['orders', ofOrders(nothing)],
    ['payments', ofPayments(nothing)],
  ])('is what %s subscribes to', (service, subscriptions) => {
    const believed = subscribers.filter((subscriber) => subscriber.service === service).flatMap(({ types }) => types);
    expect(believed.sort()).toEqual(subscriptions.map(({ type }) => type.type).sort());
  });
});
