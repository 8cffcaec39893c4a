// One exchange: the request goes to the service and the answer to the client as they come, nothing is collected in between.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { GatewayTimeout, Unavailable } from '@paidonce/shared/errors';
import { deadlineIn, requestBudgetMilliseconds, wasBroken, wasRefused } from '@paidonce/shared/http';
import type { Trace } from '@paidonce/shared/observability';
import type { Dispatcher } from 'undici';
import type { Client } from '../client/client-of.ts';
import { failureOf } from './failure.ts';
import { requestHeaders } from './request-headers.ts';
import { responseHeaders } from './response-headers.ts';
import type { Upstream } from './upstream.ts';

export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  upstream: Upstream;
  trace: Trace;
  client: Client;
  body: Readable | null;
};

/** How long a request may wait for a free connection, in milliseconds. */
const queueLimitMilliseconds = 2000;

/** Pauses before asking once more, in milliseconds. */
const retryPauses = [25, 100];

/**
 * Forwards a request within the usual time and resolves when the client has its answer or has gone.
 * @throws Problem when the service gave none: 502 (broke off), 503 (not reached), 504 (reached, but too slow)
 */
export function forward({ request, response, upstream, trace, client, body }: Exchange): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const { name } = upstream.dependency;
  const deadline = deadlineIn(requestBudgetMilliseconds);
  const options = {
    method: request.method as Dispatcher.HttpMethod, // the route table has no other methods
    path: request.url ?? '/',
    body,
  };
  let retries = 0;
  let over = false;
  let sending: Dispatcher.DispatchController | undefined;

  const end = (error?: unknown) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    if (error === undefined) return resolve();
    sending?.abort(new Error('given up'));
    reject(failureOf(error, name));
  };
  const giveUp = () => end(new GatewayTimeout(`${name} took too long`));
  let timer = setTimeout(() => {
    if (sending === undefined) end(new Unavailable(`${name} is overloaded`));
    else timer = setTimeout(giveUp, requestBudgetMilliseconds - queueLimitMilliseconds);
  }, queueLimitMilliseconds);
  response.once('close', () => {
    if (over) return;
    sending?.abort(new Error('the client has gone'));
    end();
  });

  const mayRetry = (error: unknown): boolean => {
    if (response.headersSent || retries >= retryPauses.length) return false;
    return wasRefused(error) || (wasBroken(error) && body === null && request.method !== 'POST');
  };
  const dispatch = () => {
    if (over) return;
    const headers = requestHeaders(request, trace, deadline.remaining(), client);
    upstream.pool.dispatch({ ...options, headers }, handler);
  };
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(controller) {
      sending = controller;
      if (over) controller.abort(new Error('given up'));
    },
    onResponseStart(_controller, status, headers) {
      if (status >= 200)
        response.writeHead(status, responseHeaders(headers, trace, response.getHeader('vary')?.toString()));
    },
    onResponseData(controller, chunk) {
      if (response.write(chunk)) return;
      controller.pause();
      response.once('drain', () => controller.resume());
    },
    onResponseEnd() {
      response.end();
      end();
    },
    onResponseError(_controller, error) {
      sending = undefined;
      if (over || !mayRetry(error)) return end(error);
      setTimeout(dispatch, retryPauses[retries]);
      retries += 1;
    },
  };
  dispatch();
  return promise;
}
