// From the headers of a client to those for the service.

import type { IncomingMessage } from 'node:http';
import { timeoutHeader } from '@paidonce/shared/http';
import type { Trace } from '@paidonce/shared/observability';
import type { Client } from '../client/client-of.ts';
import { isHopByHop, namedByConnection } from './hop-by-hop.ts';

/** Said by the gateway alone; inside, everybody believes them. What a client wrote there is dropped. */
const ours = new Set([
  timeoutHeader,
  'x-request-id',
  'traceparent',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'forwarded',
  'host',
  // undici refuses it, and node has answered `100 Continue` already.
  'expect',
]);

/** So much earlier than we the service gives up, in milliseconds, so that it can say itself that it takes too long. */
const marginMilliseconds = 100;

/** The headers for the service: the client's, without what concerned the one connection, with what the gateway knows. */
export function requestHeaders(
  request: IncomingMessage,
  trace: Trace,
  client: Client,
  remaining: number,
): Record<string, string | string[]> {
  const { headers } = request;
  const named = namedByConnection(headers.connection);
  const passed: Record<string, string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !ours.has(name) && !isHopByHop(name, named)) passed[name] = value;
  }
  passed['x-request-id'] = trace.correlationId;
  if (trace.traceparent !== undefined) passed.traceparent = trace.traceparent;
  passed[timeoutHeader] = String(Math.max(1, remaining - marginMilliseconds));
  passed['x-forwarded-for'] = client.address;
  passed['x-forwarded-host'] = client.host;
  passed['x-forwarded-proto'] = client.proto;
  return passed;
}
