// What every operation may answer besides what it was made for: problem documents, each status described once.

import type { RouteDefinition } from '../route.ts';
import type { OpenApiAnswer } from './types.ts';

const header = (description: string, type: 'string' | 'integer' = 'string') => ({ description, schema: { type } });
const retryAfter = { 'Retry-After': header('When to try again, in seconds', 'integer') };

/** By status: a name for it among the components, and what it means. */
const problems: Readonly<Record<number, { name: string; description: string; headers?: OpenApiAnswer['headers'] }>> = {
  400: { name: 'BadRequest', description: 'The request cannot be understood' },
  401: {
    name: 'Unauthorized',
    description: 'No token, or one that is not accepted; where the body is signed, the same of the signature',
    headers: { 'WWW-Authenticate': header('RFC 6750') },
  },
  402: { name: 'PaymentRequired', description: 'The payment was declined' },
  403: { name: 'Forbidden', description: 'Who asks is known and may not' },
  404: { name: 'NotFound', description: "There is no such thing, or it is somebody else's" },
  408: { name: 'RequestTimeout', description: 'The request took too long to arrive' },
  409: { name: 'Conflict', description: "The thing's present state forbids it", headers: retryAfter },
  412: { name: 'PreconditionFailed', description: 'The thing has changed since it was read' },
  413: { name: 'PayloadTooLarge', description: 'The body is too long' },
  415: { name: 'UnsupportedMediaType', description: 'The body is not `application/json` in UTF-8' },
  422: { name: 'InvalidInput', description: '`errors` names each field that is not acceptable' },
  429: { name: 'TooManyRequests', description: 'Too many: slow down', headers: retryAfter },
  500: { name: 'InternalError', description: 'A bug of ours' },
  502: { name: 'BadGateway', description: 'The service broke off: whether it did its work is not known' },
  503: { name: 'Unavailable', description: 'Not now', headers: retryAfter },
  504: { name: 'GatewayTimeout', description: 'The service took too long: whether it did its work is not known' },
};

/** Statuses that the machinery of a service answers on this route, whatever the route is for. */
export function usualProblems({ who, params, query, body, idempotent, conditional }: RouteDefinition): number[] {
  return [
    ...[400, 401, 500, 503],
    ...(who === 'admin' ? [403] : []),
    ...(params ? [404] : []),
    ...(body ? [408, 413, 415] : []),
    ...(idempotent ? [409] : []),
    ...(conditional ? [412] : []),
    ...(body || query ? [422] : []),
  ];
}

/** @throws for a status that nobody has described yet */
export function problemReference(status: number): { $ref: string } {
  const problem = problems[status];
  if (problem === undefined) throw new Error(`OpenAPI: describe the status ${status} in openapi/problems.ts`);
  return { $ref: `#/components/responses/${problem.name}` };
}

/** The component behind each of `problemReference`'s. */
export const problemComponents: Readonly<Record<string, OpenApiAnswer>> = Object.fromEntries(
  Object.values(problems).map(({ name, ...answer }) => [
    name,
    { ...answer, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  ]),
);
