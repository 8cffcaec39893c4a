// `GET /metrics` on a port of its own, for a service whose other port faces the world.

import { NotFound } from '../../errors/index.ts';
import { type Observability, traceFromHeaders } from '../../observability/index.ts';
import { sendProblem } from '../answers/send.ts';
import { sendMetrics } from './send-metrics.ts';
import { createHttpServer, type HttpServer } from './server.ts';

export type MetricsServerOptions = { host: string; port: number } & Pick<Observability, 'log' | 'metrics'>;

export function createMetricsServer({ host, port, log, metrics }: MetricsServerOptions): HttpServer {
  return createHttpServer({
    name: 'metrics',
    host,
    port,
    log,
    app: (request, response) => {
      if (request.url === '/metrics' && request.method === 'GET') void sendMetrics(response, metrics);
      else sendProblem(response, new NotFound(), traceFromHeaders(request.headers));
    },
  });
}
