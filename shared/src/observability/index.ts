export { createLogger, type Level, type Logger, levels, withoutRedaction } from './logger.ts';
export { childTraceparent, newTrace, type Trace, traceFromHeaders } from './trace.ts';
