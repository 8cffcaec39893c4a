// What becomes of a request: a page of our own, an exchange with the service that its row names, or a refusal.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { MethodNotAllowed, NotFound, type Problem } from '@paidonce/shared/errors';
import {
  addressBlock,
  authenticate,
  authorize,
  beginServerSpan,
  type Caller,
  createRequestLog,
  deadlineIn,
  malformedUrl,
  readBody,
  requestBudgetMilliseconds,
  sendProblem,
  type Tokens,
} from '@paidonce/shared/http';
import type { Dependency } from '@paidonce/shared/lifecycle';
import { type Observability, type Span, traceFromHeaders } from '@paidonce/shared/observability';
import { type Client, clientOf } from './client/client-of.ts';
import type { Cors } from './cors.ts';
import type { RateLimits } from './limits/rate-limits.ts';
import { type OwnPage, ownPages } from './own-pages.ts';
import { forward } from './proxy/forward.ts';
import { createUnreadAnswers } from './proxy/unread-answers.ts';
import type { Upstream } from './proxy/upstream.ts';
import { withoutFamily } from './proxy/without-family.ts';
import { createRouteTable } from './route-table.ts';
import { type GatewayRoute, routes, type ServiceName } from './routes.ts';
import { securityHeaders } from './security-headers.ts';

export type GatewayAppOptions = {
  upstreams: Readonly<Record<ServiceName, Upstream>>;
  tokens: Tokens;
  /** How many proxies of ours stand in front. */
  trustedHops: number;
  limits: RateLimits;
  cors: Cors;
  /** Shown by `/readyz`, beside the services. */
  dependencies: readonly Dependency[];
} & Observability;

export function createGatewayApp(options: GatewayAppOptions): RequestListener {
  const { upstreams, tokens, limits, cors, dependencies: own, log, metrics, tracing } = options;
  const logRequest = createRequestLog({ log, metrics });
  const upstreamFailures = metrics.counter(
    'paidonce_gateway_upstream_failures_total',
    'Requests that a service did not answer: not reached, broken off, too slow',
    ['service', 'status'],
  );
  const clientBehind = clientOf(options.trustedHops);
  const table = createRouteTable(routes);
  const unread = createUnreadAnswers();
  const pages = ownPages(upstreams, own);
  return (request, response) => {
    setHeaders(response, securityHeaders);
    setHeaders(response, cors.headers(request));
    request.url = withoutFamily(request.url ?? '/');
    const path = pathOf(request.url);
    const page = request.method === 'GET' || request.method === 'HEAD' ? pages.get(path) : undefined;
    if (page === undefined) void answer(request, response, path);
    else void show(page, request, response, path);
  };

  /** Not counted and not logged, so that it can be asked for all the time; a failure is. */
  async function show(page: OwnPage, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const startedAt = performance.now();
    try {
      await page(request, response);
    } catch (error) {
      const trace = traceFromHeaders(request.headers);
      const problem = sendProblem(response, error, trace);
      logRequest({ request, response, route: path, trace, startedAt, problem });
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const startedAt = performance.now();
    const deadline = deadlineIn(requestBudgetMilliseconds);
    let trace = traceFromHeaders(request.headers);
    let span: Span | undefined;
    let row: GatewayRoute | undefined;
    let userId: string | undefined;
    let problem: Problem | undefined;
    response.once('close', () => {
      logRequest({ request, response, route: row?.path ?? '(none)', trace, span, startedAt, userId, problem });
    });
    try {
      const client = clientBehind(request);
      const found = table.find(request.method ?? '', path);
      row = found.row;
      if (row === undefined) return answerNoRow(request, response, path, found.methods, client);
      span = beginServerSpan(tracing, request, row.path, trace);
      trace = span?.trace ?? trace;
      if (path.includes('%')) refuseBroken(path);
      const caller = admit(row, request, response, client);
      userId = caller?.id;
      authorize(caller, row.who);
      const turnOf = userId ?? addressBlock(client.address);
      const upstream = upstreams[row.service];
      const body = await readBody(request);
      await forward({ request, response, trace, client, turnOf, upstream, body, deadline, unread });
    } catch (error) {
      problem = sendProblem(response, error, trace);
      if (problem.status > 500 && row) upstreamFailures.inc({ service: row.service, status: problem.status });
    }
  }

  /** Who asks, counted against a limit: users by their id, everybody else by their address, also when they bring a bad token. */
  function admit(row: GatewayRoute, request: IncomingMessage, response: ServerResponse, { address }: Client) {
    let caller: Caller | undefined;
    try {
      caller = authenticate(tokens, request.headers.authorization, row.who);
    } catch (error) {
      setHeaders(response, limits.ofStranger(address, row.signIn === true));
      throw error;
    }
    setHeaders(response, caller ? limits.ofUser(caller.id) : limits.ofStranger(address, row.signIn === true));
    return caller;
  }

  /** @throws NotFound, or MethodNotAllowed when it is no browser that asks what it may do */
  function answerNoRow(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    routed: readonly string[],
    client: Client,
  ): void {
    setHeaders(response, limits.ofStranger(client.address, false));
    const methods = pages.has(path) ? ['GET', 'HEAD'] : routed;
    if (methods.length === 0) throw new NotFound();
    if (!cors.isPreflight(request)) throw new MethodNotAllowed(methods);
    setHeaders(response, cors.preflight(request, methods));
    response.writeHead(204).end();
  }
}

function setHeaders(response: ServerResponse, headers: readonly (readonly [name: string, value: string])[]): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}

/** Without the query, and without a slash at the end, which makes no difference. */
function pathOf(target: string): string {
  const query = target.indexOf('?');
  const path = query === -1 ? target : target.slice(0, query);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function refuseBroken(path: string): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw malformedUrl('address');
  }
}
