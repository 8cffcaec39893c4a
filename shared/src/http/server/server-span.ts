// The span of a request that was received, by the names of https://opentelemetry.io/docs/specs/semconv/http/http-spans/

import type { IncomingMessage } from 'node:http';
import type { Span, Trace, Tracing } from '../../observability/index.ts';

/** Names the route's template, never the address: ids and tokens stand in that. */
export function beginServerSpan(
  tracing: Tracing,
  { method = '' }: IncomingMessage,
  route: string,
  received: Trace,
): Span | undefined {
  return tracing.begin?.('server', `${method} ${route}`, received, {
    'http.request.method': method,
    'http.route': route,
  });
}
