// The one line that the log has for each request.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../errors/index.ts';
import { type Logger, type Trace, withoutRedaction } from '../observability/index.ts';

/** What is known of a request once it was answered. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  /** Template, never the raw address: ids and tokens stand in that. */
  route: string;
  trace: Trace;
  /** `performance.now()` when it came. */
  startedAt: number;
  userId?: string | undefined;
  problem?: Problem | undefined;
};

/** One line per request; a failure of ours brings its error along on the same line. */
export type RequestLog = (exchange: Exchange) => void;

export function createRequestLog(log: Logger): RequestLog {
  const plain = withoutRedaction(log);
  return ({ request, response, route, trace, startedAt, userId, problem }) => {
    const line = {
      method: request.method,
      route,
      status: response.statusCode,
      ms: Math.round((performance.now() - startedAt) * 100) / 100,
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
