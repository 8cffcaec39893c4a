// A gateway in front of real HTTP servers that behave as a test tells them.

import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '@paidonce/shared/config';
import { userId } from '@paidonce/shared/contracts';
import { startParts, stopParts } from '@paidonce/shared/lifecycle';
import { createLogger } from '@paidonce/shared/observability';
import { testTokens } from '@paidonce/shared/testing';
import { config } from '../config.ts';
import { createGateway } from '../service.ts';

export const secret = 'kX3vR9pQ7sT1wZ5yB8nM2cL4dF6gH0jA';

export const bob = {
  id: userId.parse('01935d2e-7b6a-7c3e-9a51-3f2b8c4d5e6f'),
  email: 'bob@example.com',
  role: 'user' as const,
};
export const token = testTokens(secret).sign(bob);

/** Nobody listens there: forwarding needs no NATS. What is logged about it is not kept. */
const noNats = 'nats://127.0.0.1:1';
const isOfNats = /"msg":"nats /;

/** What a service behind the gateway was asked. */
export type Asked = { service: string; method: string; url: string; headers: IncomingMessage['headers'] };

export type TestGateway = Awaited<ReturnType<typeof startGateway>>;

/** Starts a gateway whose services all behave alike; `away` names one that nobody runs. */
export async function startGateway(
  behaviour: RequestListener,
  options: { away?: string; env?: Record<string, string> } = {},
) {
  const asked: Asked[] = [];
  const lines: Record<string, unknown>[] = [];
  const services = await Promise.all(['users', 'products', 'orders', 'payments'].map(serve));
  const url = Object.fromEntries(services.map(({ name, address }) => [name, address]));
  const keep = (line: string) => {
    if (!isOfNats.test(line)) lines.push(JSON.parse(line));
  };
  const log = createLogger({ name: 'gateway', destination: { write: keep } });
  const gateway = createGateway(
    loadConfig(config, {
      PORT: '0',
      METRICS_PORT: '0',
      JWT_SECRET_KEY: secret,
      NATS_URL: noNats,
      USERS_URL: url.users,
      PRODUCTS_URL: url.products,
      ORDERS_URL: url.orders,
      PAYMENTS_URL: url.payments,
      ...options.env,
    }),
    log,
  );
  await startParts(gateway.parts);
  lines.length = 0;
  return {
    port: gateway.http.port,
    url: `http://127.0.0.1:${gateway.http.port}`,
    metricsUrl: `http://127.0.0.1:${gateway.metrics.port}/metrics`,
    asked,
    lines,
    services,
    stop,
  };

  async function serve(name: string) {
    const server = createServer((request, response) => {
      asked.push({ service: name, method: request.method ?? '', url: request.url ?? '', headers: request.headers });
      behaviour(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo; // it listens on TCP
    if (options.away === name) server.close();
    return { name, server, address: `http://127.0.0.1:${port}` };
  }

  async function stop() {
    await stopParts(gateway.parts);
    for (const { server } of services) {
      server.closeAllConnections();
      server.close();
    }
  }
}
