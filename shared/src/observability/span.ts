// Spans of what a service does. They are passed on explicitly, as `Trace`: nothing is found in the air.

import type { Trace } from './trace.ts';

export type SpanKind = 'server' | 'client' | 'producer' | 'consumer';

/** By OpenTelemetry's names: https://opentelemetry.io/docs/specs/semconv/. Never addresses, headers or bodies: secrets stand in those. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

export type Span = {
  /** To go on with instead of the trace that it was begun with: what is done for it becomes this span's child. */
  readonly trace: Trace;
  /** @param failure what makes it a failed one, in a word */
  end(attributes?: Attributes, failure?: string): void;
};

/** Begins a span; undefined when nobody wants it: the sender of the trace said so in its `traceparent`. */
export type BeginSpan = (kind: SpanKind, name: string, cause: Trace, attributes?: Attributes) => Span | undefined;
