// One row of a route table as an operation of OpenAPI.

import type { z } from 'zod';
import { csvText } from '../answers/csv.ts';
import { problem } from '../answers/problem-schema.ts';
import { idempotencyKeyHeader } from '../requests/idempotency-key.ts';
import type { RouteDefinition } from '../route.ts';
import { problemReference, usualProblems } from './problems.ts';
import type { OpenApiSchemas } from './schemas.ts';
import type { OpenApiOperation, OpenApiParameter } from './types.ts';

const withToken = [{ token: [] }];
const security = { anyone: [], user: withToken, admin: withToken };

const idempotencyKey: OpenApiParameter = {
  name: idempotencyKeyHeader,
  in: 'header',
  required: false,
  description: 'Of your choice: a repetition under the same key does nothing again and gets the first answer',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const tagHeader = (name: string, description: string): OpenApiParameter => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string', examples: ['"3"'] },
});
const ifNoneMatch = tagHeader(
  'If-None-Match',
  'The `ETag` of the answer that you have: if it is still good, you get a 304',
);
const ifMatch = tagHeader('If-Match', 'The `ETag` of what you have read: if it has been changed since, you get a 412');

/** As https://www.standardwebhooks.com has it. */
const signature = Object.entries({
  'webhook-id': 'Names the message: sent again, it has the same',
  'webhook-timestamp': 'When it is sent, in seconds since 1970; five minutes later it is refused',
  'webhook-signature':
    '`v1,` and the base64 of an HMAC-SHA256 over id, time and body, divided by points; several are divided by spaces',
}).map(
  ([name, description]): OpenApiParameter => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  }),
);

/** @throws when the row leaves something unsaid: no summary, a parameter without a schema, no answer but failures */
export function openApiOperation(route: RouteDefinition, tag: string, schemas: OpenApiSchemas): OpenApiOperation {
  const parameters = [
    ...pathParameters(route, schemas),
    ...parametersOf(route.query, 'query', schemas),
    ...(route.signed ? signature : []),
    ...(route.idempotent ? [idempotencyKey] : []),
    ...(route.caching ? [ifNoneMatch] : []),
    ...(route.conditional ? [ifMatch] : []),
  ];
  return {
    operationId: operationId(route),
    summary: route.summary.trim() || leftUnsaid(route, 'a summary'),
    ...(route.who === 'admin' ? { description: 'For administrators.' } : {}),
    tags: [tag],
    security: route.betterWithToken ? [{}, ...withToken] : security[route.who],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: { required: true, content: json(schemas.of(route.body, 'input')) } } : {}),
    responses: responsesOf(route, schemas),
  };
}

/** `get /orders/:id/timeline` is `getOrdersByIdTimeline`: as stable as the address itself. */
function operationId({ method, path }: RouteDefinition): string {
  const words = path.replaceAll(/:(\w+)/g, 'by-$1').split(/\W+|_/);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function pathParameters(route: RouteDefinition, schemas: OpenApiSchemas): OpenApiParameter[] {
  const described = parametersOf(route.params, 'path', schemas);
  return [...route.path.matchAll(/:(\w+)/g)].map(
    ([, name]) => described.find((parameter) => parameter.name === name) ?? leftUnsaid(route, `a schema of :${name}`),
  );
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  schemas: OpenApiSchemas,
): OpenApiParameter[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemas.of(schema, 'input');
  return Object.entries(properties).map(([name, property]) => {
    if (typeof property === 'boolean') throw new Error(`OpenAPI: ${name} takes anything or nothing`);
    const { description, ...rest } = property;
    const needed = place === 'path' || required.includes(name);
    return { name, in: place, required: needed, ...(description ? { description } : {}), schema: rest };
  });
}

function responsesOf(route: RouteDefinition, schemas: OpenApiSchemas): OpenApiOperation['responses'] {
  const responses: OpenApiOperation['responses'] = {};
  for (const status of usualProblems(route)) responses[status] = problemReference(status);
  for (const [status, schema] of Object.entries(route.answers)) {
    if (schema === problem) responses[status] = problemReference(Number(status));
    else responses[status] = { description: described(Number(status)), ...contentOf(Number(status), schema, schemas) };
  }
  if (route.caching) responses[304] = { description: described(304) };
  if (!Object.keys(responses).some((status) => Number(status) < 400))
    leftUnsaid(route, 'an answer for when all is well');
  return responses;
}

function contentOf(status: number, schema: z.ZodType, schemas: OpenApiSchemas) {
  if (status === 204 || status === 304) return {};
  if (schema === csvText) return { content: { 'text/csv': { schema: schemas.of(schema, 'output') } } };
  return { content: json(schemas.of(schema, 'output')) };
}

function described(status: number): string {
  return (
    { 201: 'It exists now', 202: 'It will be done', 204: 'Done', 304: 'Not changed since' }[status] ?? 'Here it is'
  );
}

const json = (schema: ReturnType<OpenApiSchemas['of']>) => ({ 'application/json': { schema } });

function leftUnsaid({ method, path }: RouteDefinition, what: string): never {
  throw new Error(`OpenAPI: ${method} ${path} lacks ${what}`);
}
