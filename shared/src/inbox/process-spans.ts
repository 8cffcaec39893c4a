// A span for each event that is applied, by the names of https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/

import type { Event } from '../messaging/index.ts';
import type { Span, Tracing } from '../observability/index.ts';

export type Processing = {
  /** The events with their spans' traces: what a handler does for an event becomes a child of its span. */
  events: Event<unknown>[];
  end(failure?: unknown): void;
};

/**
 * Begins a span for each event of a run. They share one transaction and so their times, but each belongs to its own trace, under the
 * request that caused it: one span with links to all the others would be in no trace, or tear all but one.
 */
export function beginProcessing({ begin }: Tracing, events: readonly Event<unknown>[], durable: string): Processing {
  if (!begin) return { events: [...events], end: () => {} };
  const spans: (Span | undefined)[] = [];
  const traced = events.map((event) => {
    const span = begin('consumer', `process ${event.type}`, event.trace, {
      'messaging.system': 'nats',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': event.type,
      'messaging.consumer.group.name': durable,
      'messaging.message.id': event.id,
      'messaging.batch.message_count': events.length > 1 ? events.length : undefined,
    });
    spans.push(span);
    return span ? { ...event, trace: span.trace } : event;
  });
  return {
    events: traced,
    end(failure) {
      for (const span of spans) span?.end({}, failure === undefined ? undefined : nameOf(failure));
    },
  };
}

function nameOf(failure: unknown): string {
  return failure instanceof Error ? failure.name : typeof failure;
}
