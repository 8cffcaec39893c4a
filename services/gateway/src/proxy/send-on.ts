// The request goes to the service, and the answer to the client as it comes.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { GatewayTimeout, Unavailable } from '@paidonce/shared/errors';
import { type Deadline, wasBroken, wasRefused } from '@paidonce/shared/http';
import type { Trace } from '@paidonce/shared/observability';
import type { Dispatcher } from 'undici';
import type { Client } from '../client/client-of.ts';
import { failureOf } from './failure.ts';
import { requestHeaders } from './request-headers.ts';
import { responseHeaders } from './response-headers.ts';
import { keptForOneBytes, type UnreadAnswers } from './unread-answers.ts';
import type { Upstream } from './upstream.ts';

export type Message = {
  request: IncomingMessage;
  response: ServerResponse;
  trace: Trace;
  client: Client;
  /** The whole body: a client that is slow to send it holds nothing of the service. */
  body: Buffer | undefined;
  deadline: Deadline;
  unread: UnreadAnswers;
};

/** Pauses before asking once more, in milliseconds. */
const retryPauses = [25, 100];

/**
 * Resolves when the answer is there, read by the client or not, or when the client has gone.
 * @throws Problem when the service gave none: 502 (broke off), 503 (not reached), 504 (reached, but too slow)
 */
export function sendOn(message: Message, { pool, dependency: { name } }: Upstream): Promise<'answered' | 'gone'> {
  const { request, response, trace, client, body, deadline, unread } = message;
  const { promise, resolve, reject } = Promise.withResolvers<'answered' | 'gone'>();
  const options = {
    method: request.method as Dispatcher.HttpMethod, // the route table has no other methods
    path: request.url ?? '/',
    body: body ?? null,
  };
  let retries = 0;
  let over = false;
  let isHeldUp = false;
  let sending: Dispatcher.DispatchController | undefined;

  const settle = (settled: () => void) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    response.off('close', leave);
    settled();
  };
  const fail = (error: unknown) =>
    settle(() => {
      sending?.abort(new Error('given up'));
      reject(failureOf(error, name));
    });
  const leave = () =>
    settle(() => {
      sending?.abort(new Error('the client has gone'));
      resolve('gone');
    });
  const timer = setTimeout(() => {
    // It is the client that does not read: the service has done its part.
    if (isHeldUp) response.destroy();
    else if (sending) fail(new GatewayTimeout(`${name} took too long`));
    else fail(new Unavailable(`${name} is not available right now`));
  }, deadline.remaining());

  const mayRetry = (error: unknown): boolean => {
    if (response.headersSent || retries >= retryPauses.length) return false;
    return wasRefused(error) || (wasBroken(error) && (request.method === 'GET' || request.method === 'HEAD'));
  };
  const dispatch = () => {
    if (over) return;
    pool.dispatch({ ...options, headers: requestHeaders(request, trace, client, deadline.remaining()) }, handler);
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
      if (response.write(chunk) || response.writableLength <= keptForOneBytes) return;
      isHeldUp = true;
      controller.pause();
      response.once('drain', () => {
        isHeldUp = false;
        controller.resume();
      });
    },
    onResponseEnd() {
      response.end();
      unread.watch(response);
      settle(() => resolve('answered'));
    },
    onResponseError(_controller, error) {
      sending = undefined;
      if (over || !mayRetry(error)) return fail(error);
      setTimeout(dispatch, retryPauses[retries]);
      retries += 1;
    },
  };
  if (response.destroyed) leave();
  else response.once('close', leave);
  dispatch();
  return promise;
}
