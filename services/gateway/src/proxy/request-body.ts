// From the body of a client to that for the service, within the limit.

import type { IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import { PayloadTooLarge } from '@paidonce/shared/errors';
import { bodyLimit } from '@paidonce/shared/http';

/**
 * The body to send on, as it comes in; null when there is none. One that did not say its length is counted on the way.
 * @throws PayloadTooLarge at once when it says that it is too long; the stream fails with it when it turns out to be
 */
export function requestBody(request: IncomingMessage): Readable | null {
  const { headers } = request;
  if (headers['transfer-encoding'] !== undefined) return counted(request);
  const length = Number(headers['content-length'] ?? 0);
  if (length > bodyLimit) throw new PayloadTooLarge(bodyLimit);
  return length === 0 ? null : request;
}

function counted(request: IncomingMessage): Readable {
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bodyLimit) done(new PayloadTooLarge(bodyLimit));
      else done(null, chunk);
    },
  });
  request.once('error', (error) => counter.destroy(error));
  return request.pipe(counter);
}
