// Spans by OpenTelemetry's SDK, sent by OTLP over HTTP in batches. The only file that imports it, itself imported only
// when traces are collected.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SpanKind as Kind, ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace as traceApi } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type IdGenerator,
  ParentBasedSampler,
  RandomIdGenerator,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Logger } from './logger.ts';
import type { Attributes, BeginSpan, SpanKind } from './span.ts';
import type { Trace } from './trace.ts';

export type ExportOptions = {
  /** Base address of the collector. */
  endpoint: string;
  service: string;
  /** Of the traces that begin here, which part is collected: 0 to 1. */
  ratio: number;
  log: Logger;
};

const exportMilliseconds = 5_000;
const batchEveryMilliseconds = 1_000;
/** What comes on top of this while the collector is away is dropped. */
const mostSpansWaiting = 8_192;
const farewellMilliseconds = 2_000;

const kinds: Record<SpanKind, Kind> = {
  server: Kind.SERVER,
  client: Kind.CLIENT,
  producer: Kind.PRODUCER,
  consumer: Kind.CONSUMER,
};

export function exportSpans({ endpoint, service, ratio, log }: ExportOptions): {
  begin: BeginSpan;
  end: () => Promise<void>;
} {
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: exportMilliseconds });
  const ids = new Ids();
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes({ 'service.name': service, 'service.instance.id': randomUUID() })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    idGenerator: ids,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: tellingFailures(exporter, log),
        scheduledDelayMillis: batchEveryMilliseconds,
        exportTimeoutMillis: exportMilliseconds + 1_000,
        maxQueueSize: mostSpansWaiting,
      }),
    ],
  });
  const tracer = provider.getTracer('paidonce');

  const begin: BeginSpan = (kind, name, cause, attributes = {}) => {
    const context = contextOf(cause);
    const parent = cause.root ? undefined : context;
    if (parent?.traceFlags === TraceFlags.NONE) return undefined;
    // A trace that begins here gets the id that its request has in the logs, so that either is found by the other.
    ids.next = cause.root && context?.traceId;
    const above = parent ? traceApi.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
    const span = tracer.startSpan(
      name,
      { kind: kinds[kind], attributes: { ...attributes, 'paidonce.request_id': cause.correlationId } },
      above,
    );
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      trace: {
        correlationId: cause.correlationId,
        traceparent: `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`,
      },
      end(more: Attributes = {}, failure) {
        span.setAttributes({ ...more });
        if (failure !== undefined) span.setAttribute('error.type', failure).setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  };
  return {
    begin,
    async end() {
      // A collector that is away would hold up the stop of the service until its own time is over.
      await Promise.race([provider.shutdown().catch(() => {}), sleep(farewellMilliseconds, undefined, { ref: false })]);
    },
  };
}

/** Random ids, but for a trace that has one already. */
class Ids implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  next: string | undefined;

  generateTraceId(): string {
    const id = this.next ?? this.#random.generateTraceId();
    this.next = undefined;
    return id;
  }

  generateSpanId(): string {
    return this.#random.generateSpanId();
  }
}

/** Says once that the collector takes nothing, and once that it does again; the SDK itself says nothing. */
function tellingFailures(exporter: SpanExporter, log: Logger): SpanExporter {
  let failing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        if (failed && !failing)
          log.warn({ reason: result.error?.message }, 'the collector takes no traces; they are dropped');
        if (!failed && failing) log.info('the collector takes traces again');
        failing = failed;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}

function contextOf({ traceparent }: Trace) {
  if (traceparent === undefined) return undefined;
  const [, traceId = '', spanId = '', flags = '00'] = traceparent.split('-');
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
}
