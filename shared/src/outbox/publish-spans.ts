// A span for each event that the relay publishes, by the names of https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/

import type { Acknowledgement, Publication } from '../messaging/index.ts';
import type { Span, Tracing } from '../observability/index.ts';

/**
 * Begins a span for each event, as a child of the request or event that wrote it into the outbox. The event itself goes
 * out as it was committed: what it causes elsewhere is that request's child too, so that a trace has no hole where a
 * relay died before it told of its span.
 * @returns ends them with what the stream answered
 */
export function beginPublishing(
  { begin }: Tracing,
  events: readonly Publication[],
): (answers: readonly (Acknowledgement | Error)[]) => void {
  if (!begin) return () => {};
  const spans = events.map(({ id, subject, headers }): Span | undefined => {
    const { traceparent, 'ce-correlationid': correlationId = '' } = headers;
    if (traceparent === undefined) return undefined;
    return begin(
      'producer',
      `publish ${subject}`,
      { correlationId, traceparent },
      {
        'messaging.system': 'nats',
        'messaging.operation.name': 'publish',
        'messaging.operation.type': 'send',
        'messaging.destination.name': subject,
        'messaging.message.id': id,
      },
    );
  });
  return (answers) => {
    for (const [index, span] of spans.entries()) {
      const answer = answers[index];
      if (answer instanceof Error) span?.end({}, answer.name);
      else span?.end({ 'paidonce.repeated': answer?.duplicate ? 'yes' : undefined });
    }
  };
}
