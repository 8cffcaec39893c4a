// `GET /metrics`.

import type { ServerResponse } from 'node:http';
import { type Metrics, metricsContentType } from '../../observability/index.ts';

/** Sends all figures in Prometheus' text format. */
export async function sendMetrics(response: ServerResponse, metrics: Metrics): Promise<void> {
  const text = await metrics.expose();
  response.writeHead(200, {
    'Content-Type': metricsContentType,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}
