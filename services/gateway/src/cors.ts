// Which pages of other origins may use the API from a browser: https://fetch.spec.whatwg.org/#http-cors-protocol

import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

/** `https://shop.example,http://localhost:5173`, or `*`. */
export const corsOrigins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine(
    (origins) =>
      origins.every((origin) => origin === '*' || (URL.parse(origin)?.origin === origin && !origin.includes('*'))),
    {
      error: 'must be origins like https://shop.example, divided by commas, or *',
    },
  )
  .default([]);

/** Name and value of headers for the answer. */
type Headers = readonly (readonly [name: string, value: string])[];

export type Cors = {
  /** For every answer. */
  headers(request: IncomingMessage): Headers;
  /** Whether a browser asks beforehand what a page may do. */
  isPreflight(request: IncomingMessage): boolean;
  /** What it is told, of an address that takes these methods. */
  preflight(request: IncomingMessage, methods: readonly string[]): Headers;
};

/** What a page may send beyond what any may. */
const allowed =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, X-Request-Id, traceparent, tracestate';

/** What a page may read beyond what any may. */
const exposed =
  'ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id';

const preflightSeconds = '600';
const none: Headers = [];

/**
 * @param origins those whose pages may; `*` is all of them, none is none. No page may send cookies along, so that `*` opens nothing that a
 * page could not have from a server of its own
 */
export function createCors(origins: readonly string[]): Cors {
  const any = origins.includes('*');
  const known = new Set(origins);
  const vary: Headers = any ? none : [['Vary', 'Origin']];
  const allowOrigin = ({ headers: { origin } }: IncomingMessage): Headers => {
    if (any) return [['Access-Control-Allow-Origin', '*']];
    return origin !== undefined && known.has(origin) ? [['Access-Control-Allow-Origin', origin]] : none;
  };
  if (origins.length === 0) return { headers: () => none, isPreflight: () => false, preflight: () => none };
  return {
    headers(request) {
      const origin = allowOrigin(request);
      return origin.length === 0 ? vary : [...vary, ...origin, ['Access-Control-Expose-Headers', exposed]];
    },
    isPreflight: ({ method, headers }) =>
      method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined,
    preflight(request, methods) {
      if (allowOrigin(request).length === 0) return none;
      return [
        ['Access-Control-Allow-Methods', methods.join(', ')],
        ['Access-Control-Allow-Headers', allowed],
        ['Access-Control-Max-Age', preflightSeconds],
      ];
    },
  };
}
