// From the headers of a service to those for the client.

import type { IncomingHttpHeaders } from 'node:http';
import type { Trace } from '@paidonce/shared/observability';
import { isHopByHop, namedByConnection } from './hop-by-hop.ts';

/**
 * The headers for the client: the service's, without what concerned the one connection, with the id of the request.
 * @param vary the gateway's own `Vary`
 */
export function responseHeaders(
  headers: IncomingHttpHeaders,
  trace: Trace,
  vary: string | undefined,
): Record<string, string | string[]> {
  const named = namedByConnection(headers.connection);
  const passed: Record<string, string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !isHopByHop(name, named)) passed[name] = value;
  }
  passed['x-request-id'] = trace.correlationId;
  // Both say on what the answer depends.
  if (vary !== undefined && passed.vary !== undefined) passed.vary = `${vary}, ${passed.vary}`;
  return passed;
}
