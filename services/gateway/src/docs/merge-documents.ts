// One API document of many: what each service tells of itself, as far as it can be reached through the gateway.

import { openApiDocument, openApiPath, problemReference } from '@paidonce/shared/http';
import { z } from 'zod';
import type { GatewayRoute, ServiceName } from '../routes.ts';

const anything = z.record(z.string(), z.unknown());
const operation = z.looseObject({ responses: anything });

/** As much of a service's document as merging looks at; the rest is passed on as it is. */
export const serviceDocument = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: anything, responses: anything }),
});

export type ServiceDocument = z.output<typeof serviceDocument>;

/** What the gateway itself answers on any route, before or instead of the service. */
const ownProblems = Object.fromEntries([408, 429, 502, 503, 504].map((status) => [status, problemReference(status)]));

const howToTry =
  'To try it: `POST /login` answers with an `access_token`; put that under *Authorize*, and every request has it.';

/**
 * @param documents by service; one that gave none is left out, and named in the document as missing
 * Of two services that name different shapes alike the first is told; a test keeps that from happening.
 */
export function mergeDocuments(
  documents: Readonly<Partial<Record<ServiceName, ServiceDocument>>>,
  routes: readonly GatewayRoute[],
) {
  const { info, components, ...own } = openApiDocument('gateway', []);
  const services = [...new Set(routes.map(({ service }) => service))];
  const missing = services.filter((service) => documents[service] === undefined);
  const told = services.flatMap((service) => documents[service] ?? []);
  return {
    ...own,
    info: {
      ...info,
      title: 'PaidOnce',
      description: [howToTry, info.description, ...sayMissing(missing)].join('\n\n'),
    },
    servers: [
      { url: '/api/v1', description: 'The usual addresses' },
      { url: '/', description: 'The same without a prefix' },
    ],
    tags: services.map((name) => ({ name })),
    paths: pathsOf(documents, routes),
    components: {
      ...components,
      schemas: Object.assign({}, ...told.map((document) => document.components.schemas).reverse(), components.schemas),
      responses: Object.assign({}, ...told.map((document) => document.components.responses), components.responses),
    },
    ...(missing.length > 0 ? { 'x-missing': missing } : {}),
  };
}

function pathsOf(
  documents: Readonly<Partial<Record<ServiceName, ServiceDocument>>>,
  routes: readonly GatewayRoute[],
): ServiceDocument['paths'] {
  const paths: ServiceDocument['paths'] = {};
  for (const { method, path, service } of routes) {
    const template = openApiPath(path);
    const told = documents[service]?.paths[template]?.[method];
    if (told === undefined) continue;
    const responses = { ...told.responses, ...ownProblems };
    paths[template] = { ...paths[template], [method]: { ...told, responses } };
  }
  return paths;
}

function sayMissing(services: readonly ServiceName[]): string[] {
  if (services.length === 0) return [];
  return [`**Not all of it is here.** These do not answer right now: ${services.join(', ')}.`];
}
