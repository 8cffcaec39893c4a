// The Express application of a service, made from its route table. Everything that can be made once is made here, not per request.

import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { MethodNotAllowed, NotFound, type Problem } from '../errors/index.ts';
import type { Dependency } from '../lifecycle/index.ts';
import {
  createMetrics,
  type Observability,
  type Observed,
  traceFromHeaders,
  untraced,
} from '../observability/index.ts';
import { ok } from './answers/answer.ts';
import { sendAnswer, sendProblem } from './answers/send.ts';
import { authenticate } from './callers/authenticate.ts';
import { authorize } from './callers/authorize.ts';
import type { Tokens } from './callers/tokens.ts';
import { deadlineExceeded, deadlineOf, timeoutHeader } from './deadline.ts';
import { inTime } from './in-time.ts';
import { openApiDocument } from './openapi/document.ts';
import { keyed } from './requests/idempotency-key.ts';
import { parseInput } from './requests/input.ts';
import { malformedUrl } from './requests/malformed-url.ts';
import { readJson } from './requests/read-json.ts';
import { readQuery } from './requests/read-query.ts';
import { isStorable } from './requests/storable-text.ts';
import type { Route } from './route.ts';
import { clientAddress } from './server/client-address.ts';
import { health, readiness } from './server/health.ts';
import { createRequestLog, type RequestLog } from './server/request-log.ts';
import { sendMetrics } from './server/send-metrics.ts';
import { beginServerSpan } from './server/server-span.ts';

export type AppOptions = {
  /** The service's short name, for its API document. */
  name: string;
  routes: readonly Route[];
  tokens: Tokens;
  /** Shown by `/readyz`. */
  dependencies: readonly Dependency[];
  /** Called before each request of a route: may have it wait, or refuse it by what it throws. */
  admit?: (() => Promise<void> | undefined) | undefined;
} & Observed;

/**
 * An Express application that answers the routes, `/healthz`, `/readyz`, `/metrics`, `/openapi.json`, and problem documents for
 * everything else.
 * @throws when the table leaves something unsaid that the API document needs
 */
export function createApp(options: AppOptions): Express {
  const { name, routes, tokens, dependencies, admit, log, metrics = createMetrics(), tracing = untraced } = options;
  const logRequest = createRequestLog({ log, metrics });
  const app = bareExpress();
  app.get('/healthz', (request, response) => sendAnswer(response, health, traceFromHeaders(request.headers)));
  app.get('/readyz', async (request, response) => {
    sendAnswer(response, await readiness(dependencies), traceFromHeaders(request.headers));
  });
  const definitions = routes.map(({ definition }) => definition);
  const document = ok(openApiDocument(name, definitions));
  app.get('/openapi.json', (request, response) => sendAnswer(response, document, traceFromHeaders(request.headers)));
  app.get('/metrics', (_request, response) => sendMetrics(response, metrics));
  for (const route of routes)
    app[route.definition.method](route.definition.path, handlerOf(route, { tokens, admit, log, tracing }, logRequest));
  refuseTheRest(app, [...definitions, { method: 'get', path: '/metrics' }], logRequest);
  return app;
}

/** Express without what is not needed at every request. */
function bareExpress(): Express {
  const app = express();
  app.set('etag', false);
  app.set('x-powered-by', false);
  app.set('query parser', false);
  app.set('case sensitive routing', true);
  return app;
}

function handlerOf(
  route: Route,
  { tokens, admit, log, tracing }: Pick<AppOptions, 'tokens' | 'admit'> & Pick<Observability, 'log' | 'tracing'>,
  logRequest: RequestLog,
): RequestHandler {
  const { path, who, params, query, body, signed, idempotent, caching, conditional } = route.definition;
  return async (request, response) => {
    const startedAt = performance.now();
    const { headers } = request;
    const received = traceFromHeaders(headers);
    const span = beginServerSpan(tracing, request, path, received);
    const trace = span?.trace ?? received;
    let userId: string | undefined;
    let problem: Problem | undefined;
    try {
      const deadline = deadlineOf(headers[timeoutHeader]);
      const admission = admit?.();
      if (admission) await admission;
      const caller = authenticate(tokens, headers.authorization, who);
      userId = caller?.id;
      authorize(caller, who);
      const work = async () => {
        const target = {
          params: params && parseParams(params, request.params),
          query: query && parseInput(query, readQuery(request.url), 'query'),
        };
        const json = body && (await readJson(request, signed && ((bytes) => signed(headers, bytes))));
        const content = {
          body: body && parseInput(body, json, 'body'),
          keyed: idempotent && keyed(headers['idempotency-key'], json),
          ifMatch: conditional && headers['if-match'],
        };
        // The body may have taken all the time.
        if (deadline.remaining() === 0) throw deadlineExceeded();
        return route.handle({ ...target, ...content, caller, address: clientAddress(request), trace, deadline });
      };
      const answer = await inTime(work(), deadline, (error) => {
        log.warn({ route: path, request_id: trace.correlationId, err: error }, 'failed after its deadline');
      });
      sendAnswer(response, answer, trace, caching);
    } catch (error) {
      problem = sendProblem(response, error, trace);
    }
    logRequest({ request, response, route: path, trace, span, startedAt, userId, problem });
  };
}

/** What cannot be the name of anything is not found; that saves clients a second kind of answer for a wrong id. */
function parseParams(schema: NonNullable<Route['definition']['params']>, params: Record<string, unknown>): unknown {
  const parsed = schema.safeParse(params);
  if (parsed.success && Object.values(params).every((value) => isStorable(String(value)))) return parsed.data;
  throw new NotFound();
}

/** What every service answers besides its routes. */
const everywhere = ['/healthz', '/readyz', '/openapi.json'].map((path) => ({ method: 'get', path }));

/** Unknown paths are 404, known ones with another method 405 with every method that any matching row takes. */
function refuseTheRest(app: Express, rows: readonly { method: string; path: string }[], logRequest: RequestLog): void {
  const allowed = new WeakMap<IncomingMessage, string[]>();
  for (const { method, path } of [...rows, ...everywhere]) {
    const verbs = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
    app.all(path, (request, _response, next) => {
      allowed.set(request, [...(allowed.get(request) ?? []), ...verbs]);
      next();
    });
  }
  const refuse = (request: IncomingMessage, response: ServerResponse, error: unknown) => {
    const trace = traceFromHeaders(request.headers);
    const problem = sendProblem(response, error, trace);
    logRequest({ request, response, route: '(none)', trace, startedAt: performance.now(), problem });
  };
  app.use((request, response) => {
    const verbs = allowed.get(request);
    refuse(request, response, verbs === undefined ? new NotFound() : new MethodNotAllowed([...new Set(verbs)].sort()));
  });
  const lastResort: ErrorRequestHandler = (error, request, response, _next) => {
    // Express decodes the path before any handler runs; it fails on `%zz`.
    refuse(request, response, error?.status === 400 ? malformedUrl('address') : error);
  };
  app.use(lastResort);
}
