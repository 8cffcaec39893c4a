// What the gateway answers by itself, by address; all of it is for GET.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, health, ok, readiness, sendAnswer } from '@paidonce/shared/http';
import type { Dependency } from '@paidonce/shared/lifecycle';
import { traceFromHeaders } from '@paidonce/shared/observability';
import { createApiDocument } from './docs/api-document.ts';
import { docsPage } from './docs/page.ts';
import { keptFor } from './kept-for.ts';
import type { Upstream } from './proxy/upstream.ts';
import { routes, type ServiceName } from './routes.ts';

/** So long a state is told on, in milliseconds: no limit keeps anybody from asking for it, and each answer costs every service a request. */
const stateMilliseconds = 500;

export type OwnPage = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** @param own what the gateway needs besides the services, for `/readyz` */
export function ownPages(
  upstreams: Readonly<Record<ServiceName, Upstream>>,
  own: readonly Dependency[],
): ReadonlyMap<string, OwnPage> {
  const dependencies = [...Object.values(upstreams).map(({ dependency }) => dependency), ...own];
  const state = keptFor(stateMilliseconds, () => readiness(dependencies));
  const apiDocument = createApiDocument(upstreams, routes);
  const json =
    (answer: () => Promise<Answer>): OwnPage =>
    async (request, response) =>
      sendAnswer(response, await answer(), traceFromHeaders(request.headers));
  return new Map<string, OwnPage>([
    ['/healthz', json(async () => health)],
    ['/readyz', json(state)],
    ['/openapi.json', json(async () => ok(await apiDocument()))],
    ...docsPage(),
  ]);
}
