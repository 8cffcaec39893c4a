// What a service tells of itself, in one bundle: its composition root hands it to each part.

import type { Logger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createTracing, type Tracing, type TracingVariables } from './tracing.ts';

/** `tracing` is a part of the service, its first. */
export type Observability = { log: Logger; metrics: Metrics; tracing: Tracing };

/** Options of a part that tells of itself. Where nobody looks at its figures and spans, as in a command, they are left out. */
export type Observed = { log: Logger; metrics?: Metrics; tracing?: Tracing };

/**
 * The observability of one instance of a service.
 * @param service its Service name, which is its name in traces too
 */
export function createObservability(service: string, variables: TracingVariables, log: Logger): Observability {
  const metrics = createMetrics();
  metrics.watchProcess();
  return { log, metrics, tracing: createTracing(service, variables, log) };
}
