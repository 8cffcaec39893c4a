// The API document of everything behind the gateway, from the services that answer right now.

import { keptFor } from '../kept-for.ts';
import type { Upstream } from '../proxy/upstream.ts';
import { type GatewayRoute, type ServiceName, serviceNames } from '../routes.ts';
import { mergeDocuments, type ServiceDocument, serviceDocument } from './merge-documents.ts';

/** So long it is answered as it is, in milliseconds: a page that many open at once costs the services nothing. */
const keptMilliseconds = 5_000;

/** A service that does not answer within so many milliseconds is left out. */
const patienceMilliseconds = 1_000;

export type ApiDocument = ReturnType<typeof mergeDocuments>;

/** Asks all services for what they tell of themselves. Never rejects: whoever does not answer properly is named as missing. */
export function createApiDocument(
  upstreams: Readonly<Record<ServiceName, Upstream>>,
  routes: readonly GatewayRoute[],
): () => Promise<ApiDocument> {
  return keptFor(keptMilliseconds, async () => {
    const asked = serviceNames.map(async (name) => [name, await documentOf(upstreams[name])] as const);
    return mergeDocuments(Object.fromEntries(await Promise.all(asked)), routes);
  });
}

async function documentOf({ pool }: Upstream): Promise<ServiceDocument | undefined> {
  try {
    const signal = AbortSignal.timeout(patienceMilliseconds);
    const { statusCode, body } = await pool.request({ method: 'GET', path: '/openapi.json', signal });
    const document: unknown = await body.json();
    return statusCode === 200 ? serviceDocument.parse(document) : undefined;
  } catch {
    return undefined; // it is named as missing in the document; whether it lives is for /readyz to say
  }
}
