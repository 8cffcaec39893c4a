// Requests that node:http lets through, or would refuse without a problem document.

import type { IncomingMessage, RequestListener } from 'node:http';
import { BadRequest, Problem } from '../../errors/index.ts';
import { traceFromHeaders } from '../../observability/index.ts';
import { sendProblem } from '../answers/send.ts';

/** The application for requests that say which host they mean, as RFC 9112, 3.2 demands of HTTP/1.1; 400 for others. */
export const forFit =
  (app: RequestListener): RequestListener =>
  (request, response) => {
    if (saysHost(request)) app(request, response);
    else sendProblem(response, withoutHost(), traceFromHeaders(request.headers));
  };

/** For node's `checkExpectation`: an `Expect` that is not `100-continue`, which node answers by itself. */
export const refuseExpectation: RequestListener = (request, response) => {
  const problem = new Problem(417, 'expectation-failed', 'Nothing but "100-continue" can be expected here');
  sendProblem(response, problem, traceFromHeaders(request.headers));
};

function saysHost({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.host !== undefined || httpVersion === '1.0';
}

function withoutHost(): BadRequest {
  return new BadRequest('The request has no Host header', {
    type: 'malformed-request',
    headers: { Connection: 'close' },
  });
}
