import { describe, expect, it } from '@jest/globals';
import { fact, orderConfirmed, orderCreated } from '@paidonce/shared/contracts';
import { admin, anOrder, orderId, owner, placed, terms, undone, usd } from '../testing/an-order.ts';
import { asPlaced, place } from './place.ts';

describe('a new order', () => {
  it('is pending, confirmed, and costs what its lines cost', () => {
    expect(placed.order).toMatchObject({ status: 'pending', confirmed: true, version: 2, paymentId: undefined });
    expect(placed.order.amount).toEqual(usd(109_08));
  });

  it('has a timeline of its creation and its confirmation', () => {
    expect(placed.timeline).toMatchObject([
      { version: 1, type: 'created', description: 'Order over 109.08 USD placed', newValue: 'pending', by: owner },
      { version: 2, type: 'confirmed', by: owner },
    ]);
  });

  it('names in its timeline the administrator who placed it for somebody', () => {
    const { timeline } = place({ ...terms, id: orderId, by: admin, createdAt: new Date(0) });
    expect(timeline).toMatchObject([{ by: admin }, { by: admin }]);
  });

  it('tells the others twice, each time with all there is to know', () => {
    const told = { ...terms, orderId, amount: usd(109_08) };
    expect(placed.facts).toEqual([
      fact(orderCreated, { ...told, version: 1 }),
      fact(orderConfirmed, { ...told, version: 2 }),
    ]);
  });
});

describe('an order of which much has become', () => {
  it.each([...Object.values(anOrder), undone])('was placed as it was: $status', (order) => {
    expect(asPlaced(order)).toEqual(placed.order);
  });
});
