// Orders wants nobody to pay an order any more. Nothing needs to be known of the order for that.

import type { Closing, OrderId } from '@paidonce/shared/contracts';
import { faultPoint } from '@paidonce/shared/lifecycle';
import type { SlotRepository } from '../../database/slot-repository.ts';
import { close } from '../../domain/slot.ts';

/** Answers only what has been committed, and the same as often as it is asked: closed stays closed. */
export const closeOrder =
  (slots: SlotRepository) =>
  async (orderId: OrderId): Promise<Closing> => {
    for (;;) {
      const closed = await slots.closeFree([orderId]);
      faultPoint('close.committed');
      if (closed.length > 0) return 'closed';
      const { slot, holder } = await slots.find(orderId);
      if (slot !== 'free') return close(slot, holder).outcome; // free: its payment failed meanwhile
    }
  };
