export { createLogger, type Level, type Logger, levels, withoutRedaction } from './logger.ts';
export { createMetrics, type Metrics, metricsContentType } from './metrics.ts';
export { createObservability, type Observability, type Observed } from './observability.ts';
export type { Span } from './span.ts';
export { childTraceparent, newTrace, type Trace, traceFromHeaders } from './trace.ts';
export { createTracing, type Tracing, untraced } from './tracing.ts';
