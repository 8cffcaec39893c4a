// The provider refused for good. The order can be paid by another payment.

import { Problem } from '@paidonce/shared/errors';

export class PaymentDeclined extends Problem {
  constructor(reason: string, headers: Record<string, string> = {}) {
    super(402, 'payment-declined', `The payment was declined: ${reason}`, { headers });
  }
}
