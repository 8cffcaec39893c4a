import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig, signingEnvironment } from '@paidonce/shared/config';
import { KubernetesSecrets } from './kubernetes-secrets.ts';
import { makeSecrets } from './make-secrets.ts';
import { type WantedSecret, wantedSecrets } from './wanted.ts';

const wanted: WantedSecret[] = [
  { name: 'user-svc', keys: { 'nats-password': 'password', 'jwt-private-key': 'es256-private-key' } },
  { name: 'token-keys', keys: { 'public-keys': { publicHalfOf: { secret: 'user-svc', key: 'jwt-private-key' } } } },
];

type Kept = { version: number; values: Record<string, string> };
type Body = { metadata: { name: string; resourceVersion: string }; stringData: Record<string, string> };

let kept: Map<string, Kept>;
let server: Server;
let secrets: KubernetesSecrets;
/** Between a look and what is done about it, somebody else may come. */
let meanwhile: (() => void) | undefined;
let allowed: boolean;
/** An API server that refuses what it is sent may say all of it again. */
let refuses: boolean;

/** As much of the API server as there is to Secrets: versions, and refusals of what is there or has changed. */
beforeEach(async () => {
  kept = new Map();
  meanwhile = undefined;
  allowed = true;
  refuses = false;
  server = createServer(async (request, response) => {
    const answer = (status: number, body: object = {}) => response.writeHead(status).end(JSON.stringify(body));
    const name = /^\/api\/v1\/namespaces\/api\/secrets\/(.+)$/.exec(request.url ?? '')?.[1] ?? '';
    if (!allowed || request.headers.authorization !== 'Bearer a-token') return answer(403);
    if (request.method === 'GET') {
      const found = kept.get(name);
      if (!found) return answer(404);
      const data = Object.entries(found.values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
      return answer(200, { metadata: { resourceVersion: String(found.version) }, data: Object.fromEntries(data) });
    }
    const { metadata, stringData } = (await json(request)) as Body;
    if (refuses) {
      kept.set('refused', { version: 1, values: stringData });
      return answer(422, { message: `invalid: ${JSON.stringify(stringData)}` });
    }
    meanwhile?.();
    meanwhile = undefined;
    if (request.method === 'POST') {
      if (kept.has(metadata.name)) return answer(409);
      kept.set(metadata.name, { version: 1, values: stringData });
      return answer(201);
    }
    const found = kept.get(name);
    if (!found || String(found.version) !== metadata.resourceVersion) return answer(409);
    kept.set(name, { version: found.version + 1, values: { ...found.values, ...stringData } });
    return answer(200);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  secrets = new KubernetesSecrets({ url: `http://127.0.0.1:${port}`, token: 'a-token', namespace: 'api' });
});
afterEach(() => new Promise((closed) => server.close(closed)));

const valuesOf = (name: string) => kept.get(name)?.values ?? {};

describe('the secrets of a cluster', () => {
  it('are made where there are none: passwords, and a pair of keys that services take', async () => {
    const outcomes = await makeSecrets(secrets, wantedSecrets.parse(wanted));
    expect(outcomes).toEqual([
      { name: 'user-svc', outcome: 'made', keys: ['nats-password', 'jwt-private-key'] },
      { name: 'token-keys', outcome: 'made', keys: ['public-keys'] },
    ]);
    expect(valuesOf('user-svc')['nats-password']).toMatch(/^paidonce_[A-Za-z0-9]{34}$/);
    const keys = {
      JWT_PRIVATE_KEY: valuesOf('user-svc')['jwt-private-key'],
      JWT_PUBLIC_KEYS: valuesOf('token-keys')['public-keys'],
    };
    expect(() => loadConfig(signingEnvironment({}), keys)).not.toThrow();
  });

  it('stay as they are once they are there', async () => {
    await makeSecrets(secrets, wanted);
    const before = structuredClone(kept);
    expect((await makeSecrets(secrets, wanted)).map(({ outcome }) => outcome)).toEqual(['was there', 'was there']);
    expect(kept).toEqual(before);
  });

  it('get the keys that they lack, and keep the others', async () => {
    kept.set('user-svc', { version: 7, values: { 'nats-password': 'chosenBySomebody' } });
    const [first] = await makeSecrets(secrets, wanted);
    expect(first).toEqual({ name: 'user-svc', outcome: 'completed', keys: ['jwt-private-key'] });
    expect(valuesOf('user-svc')).toMatchObject({ 'nats-password': 'chosenBySomebody' });
  });

  it('have the public half of a private key that was lost and made anew, beside the one of before', async () => {
    await makeSecrets(secrets, wanted);
    const before = valuesOf('token-keys')['public-keys'] ?? '';
    kept.delete('user-svc');
    const outcomes = await makeSecrets(secrets, wanted);
    expect(outcomes.at(-1)).toEqual({ name: 'token-keys', outcome: 'completed', keys: ['public-keys'] });
    const keys = valuesOf('token-keys')['public-keys'] ?? '';
    expect(keys.match(/BEGIN PUBLIC KEY/g)).toHaveLength(2);
    expect(keys.endsWith(before)).toBe(true);
    expect((await makeSecrets(secrets, wanted)).at(-1)?.outcome).toBe('was there');
  });

  it('are those of whoever was faster', async () => {
    meanwhile = () => kept.set('user-svc', { version: 1, values: { 'nats-password': 'madeByAnother' } });
    const [first] = await makeSecrets(secrets, wanted);
    expect(first).toEqual({ name: 'user-svc', outcome: 'completed', keys: ['jwt-private-key'] });
    expect(valuesOf('user-svc')).toMatchObject({ 'nats-password': 'madeByAnother' });
  });

  it('are looked at again when they change before they are completed', async () => {
    kept.set('user-svc', { version: 7, values: {} });
    meanwhile = () => kept.set('user-svc', { version: 8, values: { 'nats-password': 'madeByAnother' } });
    await makeSecrets(secrets, wanted);
    expect(valuesOf('user-svc')).toMatchObject({ 'nats-password': 'madeByAnother' });
  });

  it('are told to nobody, neither when they are made nor when they are refused', async () => {
    const told = [inspect(await makeSecrets(secrets, wanted), { depth: null })];
    kept.delete('token-keys');
    refuses = true;
    await makeSecrets(secrets, [{ name: 'token-keys', keys: { password: 'password' } }]).catch((error: unknown) =>
      told.push(inspect(error, { depth: null })),
    );
    const values = [...kept.values()].flatMap(({ values }) => Object.values(values));
    expect({ values: values.length, told: told.length }).toEqual({ values: 3, told: 2 });
    expect(values.filter((value) => told.some((text) => text.includes(value)))).toEqual([]);
  });

  it('cannot be made by who has no right to, who is told which', async () => {
    allowed = false;
    await expect(makeSecrets(secrets, wanted)).rejects.toThrow(
      'The API server of Kubernetes refused to GET Secrets of api (403): the account of this pod needs a Role with get, create and patch.',
    );
  });
});
