// The OpenAPI document of a service, made from its route table, so that what is told of a route is what holds for it.

import { problem } from '../answers/problem-schema.ts';
import type { RouteDefinition } from '../route.ts';
import { openApiOperation } from './operation.ts';
import { problemComponents } from './problems.ts';
import { openApiSchemas } from './schemas.ts';
import type { OpenApiDocument } from './types.ts';

const description = `Failures are problem documents (RFC 9457). Every answer has an \`X-Request-Id\`; one that is sent along is kept.
Ids are UUIDs, but a product's, which is its SKU. Addresses hold with and without a trailing slash.`;

/**
 * @param name the service's short name; it becomes the tag of its operations
 * @throws when a route leaves something unsaid, so that such a service does not start
 */
export function openApiDocument(name: string, routes: readonly RouteDefinition[]): OpenApiDocument {
  const schemas = openApiSchemas();
  schemas.of(problem, 'output');
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    const template = openApiPath(route.path);
    paths[template] = { ...paths[template], [route.method]: openApiOperation(route, name, schemas) };
  }
  return {
    openapi: '3.1.1',
    info: { title: `PaidOnce: ${name}`, version: '1', description },
    tags: [{ name }],
    paths,
    components: {
      schemas: schemas.components,
      responses: { ...problemComponents },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The `access_token` that logging in answers; good for an hour.',
        },
      },
    },
  };
}

/** Express writes `/orders/:id`, OpenAPI `/orders/{id}`. */
export function openApiPath(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}
