// Where a request comes from.

import type { IncomingMessage } from 'node:http';
import { ipAddress } from './ip-address.ts';

/**
 * The client's address as the gateway tells it in `X-Forwarded-For`, in its one spelling; of a request that did not come
 * through the gateway, the other end of its connection. The gateway writes one address, whatever a client sent: a list is
 * not its.
 */
export function clientAddress({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const forwarded = headers['x-forwarded-for'];
  const direct = socket.remoteAddress ?? '';
  return (typeof forwarded === 'string' ? ipAddress(forwarded) : undefined) ?? ipAddress(direct) ?? direct;
}
