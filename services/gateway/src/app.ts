// The gateway's Express application: one handler per row of the route table, and refusals for everything else.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { PayloadTooLarge, type Problem } from '@paidonce/shared/errors';
import {
  authenticate,
  bareExpress,
  createRequestLog,
  discardBody,
  health,
  readiness,
  refuseTheRest,
  sendAnswer,
  sendProblem,
  type Tokens,
} from '@paidonce/shared/http';
import type { Dependency } from '@paidonce/shared/lifecycle';
import { type Observability, traceFromHeaders } from '@paidonce/shared/observability';
import { forward } from './proxy/forward.ts';
import { requestBody } from './proxy/request-body.ts';
import type { Upstream } from './proxy/upstream.ts';
import { withoutFamily } from './proxy/without-family.ts';
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
  const dependencies = [...Object.values(upstreams).map(({ dependency }) => dependency), ...own];
  const app = bareExpress();
  app.get('/healthz', (request, response) => sendAnswer(response, health, traceFromHeaders(request.headers)));
  app.get('/readyz', async (request, response) => {
    sendAnswer(response, await readiness(dependencies), traceFromHeaders(request.headers));
  });
  for (const route of routes) app[route.method](route.path, handlerOf(route));
  refuseTheRest(app, routes, logRequest);
  return (request, response) => {
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    request.url = withoutFamily(request.url ?? '/');
    app(request, response);
  };

  function handlerOf({ path, service, who }: GatewayRoute) {
    const upstream = upstreams[service];
    return async (request: IncomingMessage, response: ServerResponse) => {
      const startedAt = performance.now();
      const trace = traceFromHeaders(request.headers);
      let userId: string | undefined;
      let problem: Problem | undefined;
      response.once('close', () => logRequest({ request, response, route: path, trace, startedAt, userId, problem }));
      try {
        userId = authenticate(tokens, request.headers.authorization, who)?.id;
        await forward({ request, response, upstream, trace, body: requestBody(request) });
      } catch (error) {
        if (error instanceof PayloadTooLarge) await discardBody(request);
        problem = sendProblem(response, error, trace);
        if (problem.status > 500) upstreamFailures.inc({ service, status: problem.status });
      }
    };
  }
}
