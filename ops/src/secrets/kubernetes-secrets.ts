// The Secrets of a namespace, by the API of Kubernetes, as a pod comes to it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CouldNotLook } from '../sources/index.ts';

const secret = z.object({
  metadata: z.object({ resourceVersion: z.string() }),
  data: z.record(z.string(), z.base64()).default({}),
});

/** A Secret as it stands: its version, and its values by their keys. */
export type Secret = { version: string; values: Record<string, string> };

/** @property url of the API server; @property token of the pod's account */
export type Access = { url: string; token: string; namespace: string };

const labels = { 'app.kubernetes.io/part-of': 'paidonce' };
const unauthorized = 401;
const forbidden = 403;
const conflict = 409;
const notFound = 404;
const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** @throws CouldNotLook outside of a cluster */
export function accessOfPod(env: NodeJS.ProcessEnv = process.env, folder = accountFolder): Access {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env;
  if (!host) throw new CouldNotLook('This is no pod of a cluster: KUBERNETES_SERVICE_HOST is not set.');
  const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();
  const address = host.includes(':') ? `[${host}]` : host;
  return { url: `https://${address}:${port}`, token: read('token'), namespace: read('namespace') };
}

export class KubernetesSecrets {
  readonly #access: Access;

  constructor(access: Access) {
    this.#access = access;
  }

  /** @returns undefined when there is none of this name */
  async find(name: string): Promise<Secret | undefined> {
    const answer = await this.#ask('GET', `/${name}`);
    if (answer === notFound) return undefined;
    const { metadata, data } = secret.parse(answer);
    const values = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
    return { version: metadata.resourceVersion, values: Object.fromEntries(values) };
  }

  /** @returns false when somebody else has just made it */
  async create(name: string, values: Record<string, string>): Promise<boolean> {
    const body = { apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata: { name, labels }, stringData: values };
    return (await this.#ask('POST', '', body)) !== conflict;
  }

  /** Adds values to what is there. @returns false when it has changed since `version` */
  async add(name: string, version: string, values: Record<string, string>): Promise<boolean> {
    const body = { metadata: { resourceVersion: version }, stringData: values };
    return (await this.#ask('PATCH', `/${name}`, body)) !== conflict;
  }

  /** @returns the answer, or the status where that is an answer by itself: there is none, there is one already */
  async #ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<unknown> {
    const { url, token, namespace } = this.#access;
    const answer = await fetch(`${url}/api/v1/namespaces/${namespace}/secrets${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    }).catch((cause: unknown) => {
      throw new CouldNotLook(`The API server of Kubernetes does not answer at ${url}.`, { cause });
    });
    if (answer.ok) return answer.json();
    await answer.body?.cancel();
    if (answer.status === conflict || (method === 'GET' && answer.status === notFound)) return answer.status;
    const refusal = `The API server of Kubernetes refused to ${method} Secrets of ${namespace} (${answer.status})`;
    const isForbidden = answer.status === unauthorized || answer.status === forbidden;
    throw new CouldNotLook(
      isForbidden ? `${refusal}: the account of this pod needs a Role with get, create and patch.` : `${refusal}.`,
    );
  }
}
