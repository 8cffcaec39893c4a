import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openApiDocument, type RouteDefinition } from '@paidonce/shared/http';
import { z } from 'zod';
import { startGateway } from '../testing/gateway.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;
afterEach(() => gateway.stop());

const row = (method: RouteDefinition['method'], path: string): RouteDefinition => ({
  ...{ method, path, summary: `${method} ${path}`, who: 'user', answers: { 200: z.object({ path: z.literal(path) }) } },
  ...(path.includes(':') ? { params: z.object({ id: z.string() }) } : {}),
});

const told: Record<string, RouteDefinition[]> = {
  orders: [row('get', '/orders'), row('get', '/orders/:id'), row('delete', '/orders/:id/secret')],
  payments: [row('post', '/payments'), row('get', '/orders')],
};

/** Each service tells of its routes. */
const tell: RequestListener = (_request, response) => {
  const name = gateway.asked.at(-1)?.service ?? '';
  response.end(JSON.stringify(openApiDocument(name, told[name] ?? [])));
};

async function apiDocument() {
  const answer = await fetch(`${gateway.url}/openapi.json`);
  const document = z.object({
    info: z.object({ description: z.string() }),
    servers: z.array(z.object({ url: z.string() })),
    tags: z.array(z.object({ name: z.string() })),
    paths: z.looseObject({}),
    'x-missing': z.array(z.string()).optional(),
  });
  return { status: answer.status, ...document.parse(await answer.json()) };
}

describe('the API document of the gateway', () => {
  it('has of each service what the gateway opens of it, and what the gateway may answer instead', async () => {
    gateway = await startGateway(tell);
    const { paths, servers, tags } = await apiDocument();
    expect(Object.keys(paths)).toEqual(['/orders', '/orders/{id}', '/payments']);
    expect(paths['/orders']).toMatchObject({
      get: { summary: 'get /orders', tags: ['orders'], responses: { 200: {}, 401: {}, 429: {}, 504: {} } },
    });
    expect(servers).toMatchObject([{ url: '/api/v1' }, { url: '/' }]);
    expect(tags).toContainEqual({ name: 'payments' });
  });

  it('leaves out whoever does not answer, and says so', async () => {
    gateway = await startGateway(tell, { away: 'orders' });
    const { status, paths, info, 'x-missing': missing } = await apiDocument();
    expect(status).toBe(200);
    expect(Object.keys(paths)).toEqual(['/payments']);
    expect(missing).toEqual(['orders']);
    expect(info.description).toContain('do not answer right now: orders.');
  });

  it.each<[string, RequestListener]>([
    ['hangs', () => {}],
    ['answers nonsense', (_request, response) => response.end('{"paths":[]}')],
    ['has no such page', (_request, response) => response.writeHead(404).end('{}')],
  ])('is there, and empty, when every service %s', async (_what, behaviour) => {
    gateway = await startGateway(behaviour);
    expect(await apiDocument()).toMatchObject({
      status: 200,
      paths: {},
      'x-missing': ['users', 'products', 'orders', 'payments'],
    });
  });

  it('is asked for once when many want it', async () => {
    gateway = await startGateway(tell);
    await Promise.all(Array.from({ length: 20 }, apiDocument));
    expect(gateway.asked).toHaveLength(4);
  });
});

describe('the page to try the API', () => {
  it('comes with everything it needs from its own origin, and may load nothing else', async () => {
    gateway = await startGateway(tell);
    const page = await fetch(`${gateway.url}/docs/`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    const parts = [...(await page.text()).matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(parts.filter((part) => !part.startsWith('/') && part !== 'data:,')).toEqual([]);
    for (const part of parts.filter((part) => part.startsWith('/'))) {
      const answer = await fetch(gateway.url + part);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(part.endsWith('.css') ? 'text/css' : 'text/javascript');
      expect((await answer.text()).length).toBeGreaterThan(50);
    }
  });

  it.each([
    ['comes compressed to whoever takes that', 'br, gzip', 'gzip'],
    ['can be read by who does not', 'identity', null],
    ['can be read by who refuses it', 'gzip;q=0', null],
  ])('%s', async (_what, accepted, encoding) => {
    gateway = await startGateway(tell);
    const page = await fetch(`${gateway.url}/docs`, { headers: { 'accept-encoding': accepted } });
    expect(page.headers.get('content-encoding')).toBe(encoding);
    expect(page.headers.get('vary')).toContain('Accept-Encoding');
    expect(await page.text()).toContain('<title>PaidOnce API</title>');
  });

  it.each(['/docs/swagger-ui.js', '/docs/../package.json', '/docs/%2e%2e/app.ts', '/docs/start.js/x'])(
    'shows no other file: %s',
    async (path) => {
      gateway = await startGateway(tell);
      expect((await fetch(gateway.url + path)).status).toBe(404);
    },
  );

  it('is only to be read', async () => {
    gateway = await startGateway(tell);
    const answer = await fetch(`${gateway.url}/docs`, { method: 'POST' });
    expect({ status: answer.status, allow: answer.headers.get('allow') }).toEqual({ status: 405, allow: 'GET, HEAD' });
  });
});
