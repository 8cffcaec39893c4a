// What is told of each request once it is over: one line in the log, one observation of its duration, the end of its span.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../../errors/index.ts';
import { createMetrics, type Observed, type Span, type Trace, withoutRedaction } from '../../observability/index.ts';

/** What is known of a request once it was answered. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  /** Template, never the raw address: ids and tokens stand in that. */
  route: string;
  trace: Trace;
  span?: Span | undefined;
  /** `performance.now()` when it came. */
  startedAt: number;
  userId?: string | undefined;
  problem?: Problem | undefined;
};

/** A failure of ours brings its error along on the same line. */
export type RequestLog = (exchange: Exchange) => void;

/** In seconds: most requests take a few milliseconds, and none may take more than five seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const statusClasses = ['', '1xx', '2xx', '3xx', '4xx', '5xx'];

/** One per application: it registers the durations with the metrics. */
export function createRequestLog({ log, metrics = createMetrics() }: Observed): RequestLog {
  const plain = withoutRedaction(log);
  const durations = metrics.histogram(
    'http_server_request_duration_seconds',
    'How long requests took, by route template; `unanswered` are those whose client left before the answer',
    ['method', 'route', 'status_class'],
    buckets,
  );
  return ({ request, response, route, trace, span, startedAt, userId, problem }) => {
    const { method = '' } = request;
    const milliseconds = performance.now() - startedAt;
    const status = response.headersSent ? response.statusCode : undefined;
    const status_class = status === undefined ? 'unanswered' : (statusClasses[Math.trunc(status / 100)] ?? '');
    durations.observe({ method, route, status_class }, milliseconds / 1000);
    const failure = status === undefined || status >= 500 ? (problem?.type ?? status_class) : undefined;
    span?.end({ 'http.response.status_code': status, 'user.id': userId }, failure);
    const line = {
      method,
      route,
      status,
      ms: Math.round(milliseconds * 100) / 100,
      request_id: trace.correlationId,
      user_id: userId,
      problem: problem?.type,
      aborted: response.destroyed && !response.writableFinished ? true : undefined,
    };
    if (problem !== undefined && problem.status >= 500)
      log.error({ ...line, err: problem.cause ?? problem }, 'request');
    else plain.info(line, 'request');
  };
}
