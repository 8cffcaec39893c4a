// What ties the log lines and events of one request together. It is passed as an argument, never found in the air.

import { randomUUID } from 'node:crypto';

/**
 * `correlationId` is the request's id; `traceparent` is W3C Trace Context, for whoever collects traces. `root`: it was
 * made here, so nobody has a span by the id in it.
 */
export type Trace = { correlationId: string; traceparent?: string; root?: true };

const requestId = /^[A-Za-z0-9._-]{1,128}$/;
const traceparent = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The trace of a request: its `X-Request-Id` and `traceparent` when they are well formed, new ones otherwise (an id goes into logs and
 * headers, so nothing else is let in). https://www.w3.org/TR/trace-context/
 */
export function traceFromHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Trace {
  const id = headers['x-request-id'];
  const parent = headers.traceparent;
  const correlationId = typeof id === 'string' && requestId.test(id) ? id : undefined;
  if (typeof parent === 'string' && traceparent.test(parent))
    return { correlationId: correlationId ?? randomUUID(), traceparent: parent };
  return correlationId === undefined ? newTrace() : { correlationId, traceparent: newTraceparent(), root: true };
}

/** A trace for work that no request began: a timer, a command. */
export function newTrace(): Trace {
  const id = randomUUID();
  return { correlationId: id, traceparent: `00-${id.replaceAll('-', '')}-${spanId()}-01`, root: true };
}

/** The `traceparent` to send along with a call made on behalf of this trace: the same trace, a span of its own. */
export function childTraceparent(trace: Trace): string {
  const parent = trace.traceparent;
  if (parent === undefined) return newTraceparent();
  return `${parent.slice(0, 36)}${spanId()}${parent.slice(52)}`;
}

function newTraceparent(): string {
  return `00-${randomUUID().replaceAll('-', '')}-${spanId()}-01`;
}

/** Node keeps a store of random UUIDs; other random bytes cost a system call each. */
function spanId(): string {
  return randomUUID().replaceAll('-', '').slice(16);
}
