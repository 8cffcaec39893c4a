// The body of a request as JSON. Done by hand: a body parser does more than is needed here at every request.

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BadRequest, PayloadTooLarge, UnsupportedMediaType } from '../errors/index.ts';
import { discardBody } from './discard-body.ts';
import { refuseUnstorable } from './storable-text.ts';

/** The longest body that is read, in bytes: 100 kB, as most JSON parsers have it. */
export const bodyLimit = 100 * 1024;

const json = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

/**
 * Reads and parses the body; `undefined` when there is none.
 * @throws UnsupportedMediaType, PayloadTooLarge, BadRequest (not JSON, not UTF-8, cut off), InvalidInput (text that cannot be stored)
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const { headers } = request;
  if (headers['content-length'] === '0' || !hasBody(headers)) return undefined;
  if (!json.test(headers['content-type'] ?? '') || isEncoded(headers)) throw new UnsupportedMediaType();
  const bytes = await readBytes(request);
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new BadRequest('The body is not UTF-8', { type: 'malformed-json' });
  const text = bytes.toString('utf8');
  const value = parse(text);
  refuseUnstorable(text, value);
  return value;
}

function hasBody(headers: IncomingMessage['headers']): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

function isEncoded(headers: IncomingMessage['headers']): boolean {
  return headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // V8's message quotes the body, which may hold a password.
    throw new BadRequest('The body is not valid JSON', { type: 'malformed-json' });
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length']) > bodyLimit) throw await tooLarge(request);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let length = 0;
  const collect = (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length <= bodyLimit) return;
    request.off('data', collect);
    tooLarge(request).then(reject);
  };
  request.on('data', collect);
  request.on('end', () => {
    const [only] = chunks;
    if (length <= bodyLimit) resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
  });
  const cutOff = () => reject(new BadRequest('The body was cut off'));
  request.on('error', cutOff);
  request.on('close', () => {
    if (!request.complete && length <= bodyLimit) cutOff();
  });
  return promise;
}

async function tooLarge(request: IncomingMessage): Promise<PayloadTooLarge> {
  await discardBody(request);
  return new PayloadTooLarge(bodyLimit);
}
