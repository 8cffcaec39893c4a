// The body of a request as JSON. Done by hand: a body parser does more than is needed here at every request.

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BadRequest, UnsupportedMediaType } from '../../errors/index.ts';
import { readBody } from './read-body.ts';
import { refuseUnstorable } from './storable-text.ts';

const json = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

/**
 * Reads and parses the body; `undefined` when there is none.
 * @param check is given the bytes before anything is made of them
 * @throws what `check` throws
 * @throws UnsupportedMediaType, PayloadTooLarge, RequestTimeout, BadRequest (not JSON, not UTF-8, cut off), InvalidInput (text that cannot
 * be stored)
 */
export async function readJson(request: IncomingMessage, check?: (bytes: Uint8Array) => void): Promise<unknown> {
  const bytes = await readBytes(request);
  check?.(bytes);
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new BadRequest('The body is not UTF-8', { type: 'malformed-json' });
  const text = bytes.toString('utf8');
  const value = parse(text);
  refuseUnstorable(text, value);
  return value;
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const { headers } = request;
  const nothing = Buffer.alloc(0);
  if (headers['content-length'] === '0' || !hasBody(headers)) return nothing;
  if (!json.test(headers['content-type'] ?? '') || isEncoded(headers)) throw new UnsupportedMediaType();
  return (await readBody(request)) ?? nothing;
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
