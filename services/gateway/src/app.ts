// What becomes of a request: a page of our own, an exchange with the service that its row names, or a refusal.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { MethodNotAllowed, NotFound, PayloadTooLarge, type Problem } from '@paidonce/shared/errors';
import {
  authenticate,
  createRequestLog,
  discardBody,
  malformedUrl,
  sendProblem,
  type Tokens,
} from '@paidonce/shared/http';
import type { Dependency } from '@paidonce/shared/lifecycle';
import { type Observability, traceFromHeaders } from '@paidonce/shared/observability';
import { ownPages } from './own-pages.ts';
import { forward } from './proxy/forward.ts';
import { requestBody } from './proxy/request-body.ts';
import type { Upstream } from './proxy/upstream.ts';
import { withoutFamily } from './proxy/without-family.ts';
import { createRouteTable } from './route-table.ts';
import { type GatewayRoute, routes, type ServiceName } from './routes.ts';
import { securityHeaders } from './security-headers.ts';

export type GatewayAppOptions = {
  upstreams: Readonly<Record<ServiceName, Upstream>>;
  tokens: Tokens;
  /** Shown by `/readyz`, beside the services. */
  dependencies: readonly Dependency[];
} & Observability;

export function createGatewayApp(options: GatewayAppOptions): RequestListener {
  const { upstreams, tokens, dependencies: own, log, metrics } = options;
  const logRequest = createRequestLog({ log, metrics });
  const upstreamFailures = metrics.counter(
    'paidonce_gateway_upstream_failures_total',
    'Requests that a service did not answer: not reached, broken off, too slow',
    ['service', 'status'],
  );
  const table = createRouteTable(routes);
  const pages = ownPages(upstreams, own);
  return (request, response) => {
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    request.url = withoutFamily(request.url ?? '/');
    const path = pathOf(request.url);
    const page = request.method === 'GET' || request.method === 'HEAD' ? pages.get(path) : undefined;
    if (page === undefined) void answer(request, response, path);
    else page(request, response).catch((error) => sendProblem(response, error, traceFromHeaders(request.headers)));
  };

  async function answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const startedAt = performance.now();
    const trace = traceFromHeaders(request.headers);
    let row: GatewayRoute | undefined;
    let userId: string | undefined;
    let problem: Problem | undefined;
    response.once('close', () => {
      logRequest({ request, response, route: row?.path ?? '(none)', trace, startedAt, userId, problem });
    });
    try {
      row = rowOf(request, path);
      userId = authenticate(tokens, request.headers.authorization, row.who)?.id;
      await forward({ request, response, upstream: upstreams[row.service], trace, body: requestBody(request) });
    } catch (error) {
      if (error instanceof PayloadTooLarge) await discardBody(request);
      problem = sendProblem(response, error, trace);
      if (problem.status > 500 && row) upstreamFailures.inc({ service: row.service, status: problem.status });
    }
  }

  /** @throws NotFound, MethodNotAllowed, or BadRequest for a broken escape */
  function rowOf(request: IncomingMessage, path: string): GatewayRoute {
    const found = table.find(request.method ?? '', path);
    if (found.row === undefined) {
      const methods = pages.has(path) ? ['GET', 'HEAD'] : found.methods;
      throw methods.length === 0 ? new NotFound() : new MethodNotAllowed(methods);
    }
    if (path.includes('%')) refuseBroken(path);
    return found.row;
  }
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
