// An order cannot become what somebody asks for, or not on their word.

import { Conflict } from '@paidonce/shared/errors';
import type { OrderStatus } from './order.ts';

export class IllegalStatusChange extends Conflict {
  /** @param legal what the order may become on the word of who asked */
  constructor(status: OrderStatus, wanted: OrderStatus, legal: readonly OrderStatus[]) {
    const why = wanted === 'paid' ? ' Only a payment makes an order paid.' : '';
    const instead = legal.length === 0 ? 'You cannot change its status now.' : `You can make it ${legal.join(' or ')}.`;
    super(`The order is ${status} and cannot be made ${wanted}.${why} ${instead}`, {
      type: 'illegal-status-change',
      members: { order_status: status, legal },
    });
  }
}
