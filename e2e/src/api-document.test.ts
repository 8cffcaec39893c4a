import { describe, expect, it } from '@jest/globals';
import { mergeDocuments, serviceDocument } from '@paidonce/gateway/src/docs/merge-documents.ts';
import { routes, serviceNames } from '@paidonce/gateway/src/routes.ts';
import { openApiDocument, openApiPath } from '@paidonce/shared/http';
import { Validator } from '@seriousme/openapi-schema-validator';
import { everyRoute } from './support/every-route.ts';

/** What each service serves at `/openapi.json`, as it comes over the wire. */
const documents = Object.fromEntries(
  serviceNames.map((name) => {
    const own = everyRoute.filter(({ service }) => service === name).map(({ route }) => route);
    const sent: unknown = JSON.parse(JSON.stringify(openApiDocument(name, own)));
    return [name, serviceDocument.parse(sent)];
  }),
);
const merged = mergeDocuments(documents, routes);

describe('the API document of all services', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(JSON.stringify(merged)))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('tells of every route that the gateway opens, and of no other', () => {
    const told = Object.entries(merged.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(told.sort()).toEqual(routes.map(({ method, path }) => `${method} ${openApiPath(path)}`).sort());
  });

  it('names each operation once', () => {
    const ids = Object.values(merged.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers to nothing that it does not have', () => {
    const references = [...JSON.stringify(merged).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)];
    const { components } = merged;
    const dangling = references.filter(([, kind = '', name = '']) => !(name in { ...components }[kind as 'schemas']));
    expect(references.length).toBeGreaterThan(100);
    expect(dangling).toEqual([]);
  });

  it('has no name for two different shapes', () => {
    const { schemas } = merged.components;
    for (const { components } of Object.values(documents))
      expect({ ...schemas, ...components.schemas }).toEqual(schemas);
  });
});
