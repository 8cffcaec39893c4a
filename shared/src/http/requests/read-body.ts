// The body of a request, whole: nothing is begun for one that is still on its way.

import type { IncomingMessage } from 'node:http';
import { BadRequest, PayloadTooLarge, RequestTimeout } from '../../errors/index.ts';
import { requestBudgetMilliseconds } from '../deadline.ts';
import { discardBody } from './discard-body.ts';

/** The longest body that is read, in bytes: 100 kB, as most JSON parsers have it. */
export const bodyLimit = 100 * 1024;

/** So long a body may take, in milliseconds: what is left of the request's time is for doing something with it. */
const patienceMilliseconds = requestBudgetMilliseconds - 500;

/**
 * Reads a body to its end; `undefined` when there is none.
 * @throws PayloadTooLarge, RequestTimeout when it stops on its way, BadRequest when it is cut off
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const { headers } = request;
  const length = headers['content-length'];
  if (length === '0' || (length === undefined && headers['transfer-encoding'] === undefined)) return undefined;
  if (Number(length) > bodyLimit) throw await tooLarge(request);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => reject(new RequestTimeout()), patienceMilliseconds);
  const collect = (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= bodyLimit) return;
    request.off('data', collect);
    clearTimeout(timer);
    tooLarge(request).then(reject);
  };
  const cutOff = () => {
    if (!request.complete && size <= bodyLimit) reject(new BadRequest('The body was cut off'));
  };
  request.on('data', collect);
  request.on('end', () => {
    const [only] = chunks;
    if (size <= bodyLimit) resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
  });
  request.on('error', cutOff);
  request.on('close', cutOff);
  return promise.finally(() => clearTimeout(timer));
}

async function tooLarge(request: IncomingMessage): Promise<PayloadTooLarge> {
  await discardBody(request);
  return new PayloadTooLarge(bodyLimit);
}
