import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { streams } from '@paidonce/shared/contracts';
import { eventually, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { startGateway, token } from './testing/gateway.ts';

let nats: TestStreams;
let gateway: Awaited<ReturnType<typeof startGateway>>;

beforeAll(async () => {
  nats = await startStreams(streams.USERS);
  const answer: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"from":"service"}');
  };
  gateway = await startGateway(answer, { env: { NATS_URL: nats.url } });
});
afterAll(async () => {
  await gateway.stop();
  await nats.close();
});
beforeEach(() => {
  gateway.asked.length = 0;
  gateway.lines.length = 0;
});

const call = (method: string, path: string, authorization?: string) =>
  fetch(gateway.url + path, { method, headers: authorization === undefined ? {} : { authorization } });

describe('the gateway', () => {
  it.each([
    ['POST', '/api/v1/users/register', 'users', '/users/register'],
    ['POST', '/login/', 'users', '/login/'],
    ['GET', '/users/me', 'users', '/users/me'],
    ['GET', '/api/v1/products', 'products', '/products'],
    ['GET', '/products/search/salt%20%26%20pepper?limit=5', 'products', '/products/search/salt%20%26%20pepper?limit=5'],
    ['POST', '/api/v1/order/create', 'orders', '/order/create'],
    ['GET', '/orders/?limit=2&skip=1', 'orders', '/orders/?limit=2&skip=1'],
    ['GET', '/api/v1/orders/42/timeline', 'orders', '/orders/42/timeline'],
    ['POST', '/api/v1/payments/pay', 'payments', '/payments/pay'],
    ['POST', '/payments/', 'payments', '/payments/'],
    ['GET', '/api/v1/payments/status/42', 'payments', '/payments/status/42'],
    ['HEAD', '/products/OLJCESPC7Z', 'products', '/products/OLJCESPC7Z'],
  ])('brings %s %s to %s', async (method, path, service, url) => {
    expect((await call(method, path, `Bearer ${token}`)).status).toBe(200);
    expect(gateway.asked).toEqual([expect.objectContaining({ service, method, url })]);
  });

  it.each([
    '/api/v1',
    '/api/v2/orders',
    '/orders/1/2/3',
    '/rpc',
    '/api/v1/api/v1/orders',
    '//orders',
    '/ORDERS',
    '/orders/..%2f..%2fadmin/x',
  ])('knows no %s, and asks nobody about it', async (path) => {
    const answer = await call('GET', path, `Bearer ${token}`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ type: '/problems/not-found' });
    expect(gateway.asked).toEqual([]);
  });

  it('says which methods a route has', async () => {
    const answer = await call('PATCH', '/api/v1/orders/', `Bearer ${token}`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
    expect(gateway.asked).toEqual([]);
  });

  it('asks for a token before it asks a service', async () => {
    const answer = await call('GET', '/orders/');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(gateway.asked).toEqual([]);
  });

  it('needs no token to show products, but refuses a bad one', async () => {
    expect((await call('GET', '/products')).status).toBe(200);
    expect((await call('GET', '/products', `Bearer ${token.slice(0, -2)}xx`)).status).toBe(401);
    expect((await call('GET', '/products', `bearer ${token}`)).status).toBe(200);
  });

  it('lives, and shows which services do', async () => {
    expect(await (await call('GET', '/healthz')).json()).toEqual({ status: 'healthy' });
    const up = { users: 'up', products: 'up', orders: 'up', payments: 'up', nats: 'connected', sessions: 'known' };
    await eventually(async () => {
      expect(await (await call('GET', '/readyz')).json()).toEqual({ status: 'ready', dependencies: up });
    });
  });

  it('asks the services how they are once for all who want to know at the same moment', async () => {
    await eventually(async () => {
      gateway.asked.length = 0;
      await Promise.all(Array.from({ length: 100 }, () => call('GET', '/readyz')));
      expect(gateway.asked).toHaveLength(4);
    });
  });

  it.each(['/products', '/nowhere', '/orders', '/healthz'])(
    'keeps browsers from taking %s for a page',
    async (path) => {
      const { headers } = await call('GET', path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('logs one line for a request, with the template of its route', async () => {
    await (await call('GET', '/api/v1/orders/42?access_token=hunter2', `Bearer ${token}`)).text();
    await eventually(() => expect(gateway.lines).not.toEqual([]));
    expect(gateway.lines).toEqual([
      expect.objectContaining({ route: '/orders/:id', status: 200, level: 'info', msg: 'request' }),
    ]);
    expect(JSON.stringify(gateway.lines)).not.toContain('hunter2');
  });
});
