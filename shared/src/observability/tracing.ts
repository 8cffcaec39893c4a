// Traces of a service, if somebody collects them.

import type { Logger } from './logger.ts';
import type { BeginSpan } from './span.ts';

/** Starts before and stops after everything that has spans. */
export type Tracing = {
  name: string;
  start(): Promise<void>;
  /** Sends what is left, within two seconds. */
  stop(): Promise<void>;
  /** Undefined while traces are not collected, so that nothing is paid for them. */
  readonly begin: BeginSpan | undefined;
};

/** The usual variables of OpenTelemetry; others, as of headers and certificates, are read by its exporter itself. */
export type TracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  OTEL_SERVICE_NAME?: string | undefined;
  OTEL_TRACES_SAMPLER_ARG: number;
};

/** Where nobody collects traces. */
export const untraced: Tracing = {
  name: 'tracing',
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  begin: undefined,
};

/** Tracing to the collector that the variables name. OpenTelemetry is loaded on start, and only if there is one. */
export function createTracing(service: string, variables: TracingVariables, log: Logger): Tracing {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER_ARG: ratio } = variables;
  if (endpoint === undefined) return untraced;
  let begin: BeginSpan | undefined;
  let end = () => Promise.resolve();
  return {
    name: 'tracing',
    async start() {
      const { exportSpans } = await import('./export-spans.ts');
      ({ begin, end } = exportSpans({ endpoint, service: OTEL_SERVICE_NAME ?? service, ratio, log }));
    },
    async stop() {
      begin = undefined;
      await end();
    },
    get begin() {
      return begin;
    },
  };
}
