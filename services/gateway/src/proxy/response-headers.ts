// From the headers of a service to those for the client.

import type { IncomingHttpHeaders } from 'node:http';
import type { Trace } from '@paidonce/shared/observability';
import { isHopByHop, namedByConnection } from './hop-by-hop.ts';

/** The headers for the client: the service's, without what concerned the one connection, with the id of the request. */
export function responseHeaders(headers: IncomingHttpHeaders, trace: Trace): Record<string, string | string[]> {
  const named = namedByConnection(headers.connection);
  const passed: Record<string, string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !isHopByHop(name, named)) passed[name] = value;
  }
  passed['x-request-id'] = trace.correlationId;
  return passed;
}
