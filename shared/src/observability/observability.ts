// What a service tells of itself, in one bundle: its composition root hands it to each part.

import type { Logger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';

export type Observability = { log: Logger; metrics: Metrics };

/** Options of a part that tells of itself. Where nobody reads its figures, as in a command, they are left out. */
export type Observed = { log: Logger; metrics?: Metrics };

/** The observability of one instance of a service. */
export function createObservability({ log }: { log: Logger }): Observability {
  const metrics = createMetrics();
  metrics.watchProcess();
  return { log, metrics };
}
