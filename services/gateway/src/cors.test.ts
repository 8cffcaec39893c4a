import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { corsOrigins } from './cors.ts';
import { startGateway, type TestGateway } from './testing/gateway.ts';

const shop = 'https://shop.example';
const answer: Parameters<typeof startGateway>[0] = (_request, response) => {
  response.writeHead(200, { vary: 'Accept-Encoding', etag: '"1"' }).end('{}');
};
const corsOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control') || name === 'vary'));

async function preflight({ url }: TestGateway, path: string, origin = shop) {
  const headers = { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' };
  return fetch(url + path, { method: 'OPTIONS', headers });
}

describe('a page of an origin that may use the API', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway(answer, { env: { CORS_ORIGINS: `${shop}, http://localhost:5173` } });
  });
  afterAll(() => gateway.stop());

  it('is told beforehand what it may send, by the gateway alone', async () => {
    const { status, headers } = await preflight(gateway, '/api/v1/orders/');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(shop);
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST');
    expect(headers.get('access-control-allow-headers')).toMatch(/Authorization.*Idempotency-Key.*If-Match/);
    expect(headers.get('access-control-max-age')).toBe('600');
    expect(headers.get('vary')).toBe('Origin');
    expect(gateway.asked).toEqual([]);
  });

  it('gets answers and may read the headers that matter, but never with cookies', async () => {
    const response = await fetch(`${gateway.url}/products`, { headers: { origin: shop } });
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': shop,
      'access-control-expose-headers': expect.stringMatching(
        /ETag.*Idempotency-Replayed.*Link.*Location.*RateLimit.*Retry-After.*X-Request-Id/,
      ),
      vary: 'Origin, Accept-Encoding',
    });
  });

  it.each([
    ['refusals', '/orders', 401],
    ['what is not there', '/nowhere', 404],
  ])('gets %s too, as it could not tell them from a broken connection otherwise', async (_, path, status) => {
    const response = await fetch(gateway.url + path, { headers: { origin: shop } });
    expect(response.status).toBe(status);
    expect(corsOf(response)).toMatchObject({ 'access-control-allow-origin': shop });
  });

  it('is told nothing of addresses that there are not', async () => {
    expect((await preflight(gateway, '/nowhere')).status).toBe(404);
  });

  it.each(['https://evil.example', 'null', 'https://shop.example.evil.example', 'http://shop.example'])(
    'is not a page of %s',
    async (origin) => {
      expect(corsOf(await preflight(gateway, '/orders', origin))).toEqual({ vary: 'Origin' });
      const response = await fetch(`${gateway.url}/products`, { headers: { origin } });
      expect(corsOf(response)).toEqual({ vary: 'Origin, Accept-Encoding' });
    },
  );
});

describe('without configuration', () => {
  it('no page of another origin may do anything', async () => {
    const gateway = await startGateway(answer);
    expect((await preflight(gateway, '/orders')).status).toBe(405);
    expect(corsOf(await fetch(`${gateway.url}/products`, { headers: { origin: shop } }))).toEqual({
      vary: 'Accept-Encoding',
    });
    await gateway.stop();
  });
});

describe('CORS_ORIGINS=*', () => {
  it('lets every page in, and none with cookies', async () => {
    const gateway = await startGateway(answer, { env: { CORS_ORIGINS: '*' } });
    const { headers } = await preflight(gateway, '/orders', 'https://anybody.example');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    await gateway.stop();
  });
});

describe('CORS_ORIGINS', () => {
  it.each(['shop.example', 'https://shop.example/', 'https://shop.example/path', 'https://*.example', '*, x'])(
    'must not be %j',
    (text) => {
      expect(z.safeParse(corsOrigins, text).success).toBe(false);
    },
  );
});
