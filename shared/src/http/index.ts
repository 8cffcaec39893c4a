export { type Answer, created, noContent, ok } from './answers/answer.ts';
export { csv, csvText } from './answers/csv.ts';
export { etagOf, requireMatch } from './answers/etag.ts';
export { cursor, cutPage, days, limit, limitUpTo, page, skip } from './answers/page.ts';
export { problem } from './answers/problem-schema.ts';
export { sendAnswer, sendProblem } from './answers/send.ts';
export { type AppOptions, createApp } from './app.ts';
export type { Asked } from './asked.ts';
export { authenticate, type Who } from './callers/authenticate.ts';
export { authorize } from './callers/authorize.ts';
export type { Caller } from './callers/caller.ts';
export { ownerSeenBy } from './callers/owner-seen-by.ts';
export {
  type Account,
  createSigningTokens,
  createTokens,
  type SigningTokens,
  type Tokens,
} from './callers/tokens.ts';
export { type CallOptions, createServiceClient, type ServiceClient } from './calls/service-client.ts';
export { createServicePool, wasBroken, wasNotReached, wasRefused } from './calls/service-pool.ts';
export { type Deadline, deadlineIn, requestBudgetMilliseconds, timeoutHeader } from './deadline.ts';
export { openApiDocument, openApiPath } from './openapi/document.ts';
export { problemReference } from './openapi/problems.ts';
export { idempotencyKeyHeader, type Keyed } from './requests/idempotency-key.ts';
export { malformedUrl } from './requests/malformed-url.ts';
export { readBody } from './requests/read-body.ts';
export { type Answers, type Method, type Route, type RouteDefinition, type RouteRequest, route } from './route.ts';
export { health, readiness } from './server/health.ts';
export type { HttpService } from './server/http-service.ts';
export { addressBlock, ipAddress } from './server/ip-address.ts';
export { createMetricsServer } from './server/metrics-server.ts';
export { createRequestLog, type RequestLog } from './server/request-log.ts';
export { createHttpServer, type HttpServer, type HttpServerOptions } from './server/server.ts';
export { beginServerSpan } from './server/server-span.ts';
