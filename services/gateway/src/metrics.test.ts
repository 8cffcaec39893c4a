import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, figure } from '@paidonce/shared/testing';
import { startGateway } from './testing/gateway.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;

beforeAll(async () => {
  gateway = await startGateway(
    (request, response) => {
      if (request.url === '/products/breaks') request.socket.destroy();
      else if (request.url !== '/products/hangs') response.end('{}');
    },
    { away: 'users' },
  );
});
afterAll(() => gateway.stop());

const metrics = async () => (await fetch(gateway.metricsUrl)).text();
const requests = 'http_server_request_duration_seconds_count';

describe('the metrics of the gateway', () => {
  it('tell which service left requests without an answer, and what the clients got', async () => {
    await fetch(`${gateway.url}/products/breaks`);
    await fetch(`${gateway.url}/login`, { method: 'POST', body: '{}' });
    await eventually(async () => {
      const text = await metrics();
      expect(figure(text, 'paidonce_gateway_upstream_failures_total{service="products",status="502"}')).toBe(1);
      expect(figure(text, 'paidonce_gateway_upstream_failures_total{service="users",status="503"}')).toBe(1);
      expect(figure(text, `${requests}{method="POST",route="/login",status_class="5xx"}`)).toBe(1);
    });
  });

  it('tell of clients that left before their answer', async () => {
    await fetch(`${gateway.url}/products/hangs`, { signal: AbortSignal.timeout(100) }).catch(() => {});
    await eventually(async () => {
      const series = `${requests}{method="GET",route="/products/:id",status_class="unanswered"}`;
      expect(figure(await metrics(), series)).toBe(1);
    });
    expect(gateway.lines.at(-1)).toMatchObject({ route: '/products/:id', aborted: true });
    expect(gateway.lines.at(-1)).not.toHaveProperty('status');
  });
});
