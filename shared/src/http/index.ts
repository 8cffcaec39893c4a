export { type Answer, created, noContent, ok } from './answer.ts';
export { type AppOptions, createApp } from './app.ts';
export { authenticate, type Who } from './authenticate.ts';
export type { Caller } from './caller.ts';
export { csv, csvText } from './csv.ts';
export { type Deadline, deadlineIn, requestBudgetMilliseconds, timeoutHeader } from './deadline.ts';
export { etagOf, requireMatch } from './etag.ts';
export { health, readiness } from './health.ts';
export type { HttpService } from './http-service.ts';
export { idempotencyKeyHeader, type Keyed } from './idempotency-key.ts';
export { addressBlock, ipAddress } from './ip-address.ts';
export { malformedUrl } from './malformed-url.ts';
export { createMetricsServer } from './metrics-server.ts';
export { openApiDocument, openApiPath } from './openapi.ts';
export { problemReference } from './openapi-problems.ts';
export { ownerSeenBy } from './owner-seen-by.ts';
export { cursor, cutPage, days, limit, limitUpTo, page, skip } from './page.ts';
export { problem } from './problem-schema.ts';
export { readBody } from './read-body.ts';
export { createRequestLog, type RequestLog } from './request-log.ts';
export { type Answers, type Method, type Route, type RouteDefinition, type RouteRequest, route } from './route.ts';
export { sendAnswer, sendProblem } from './send.ts';
export { createHttpServer, type HttpServer, type HttpServerOptions } from './server.ts';
export { beginServerSpan } from './server-span.ts';
export { type CallOptions, createServiceClient, type ServiceClient } from './service-client.ts';
export { createServicePool, wasBroken, wasNotReached, wasRefused } from './service-pool.ts';
export {
  type Account,
  createSigningTokens,
  createTokens,
  type SigningTokens,
  type Tokens,
} from './tokens.ts';
