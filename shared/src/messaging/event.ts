// An event on its way: CloudEvents 1.0 in the NATS protocol binding's binary mode, headers around JSON data.

import { type EventId, type EventType, eventId, type Fact, newId } from '../contracts/index.ts';
import { type Trace, traceFromHeaders } from '../observability/index.ts';

export type Event<Data> = {
  id: EventId;
  type: string;
  /** The service that published it: `payments-svc`. */
  source: string;
  time: Date;
  data: Data;
  trace: Trace;
};

/** An event as it is written to the outbox and published: headers and payload are final. */
export type OutgoingEvent = {
  id: EventId;
  subject: string;
  headers: Record<string, string>;
  payload: unknown;
};

export const eventIdHeader = 'ce-id';
export const sourceHeader = 'ce-source';
/** The id of what the event tells of. */
export const aggregateHeader = 'ce-subject';
export const typeHeader = 'ce-type';

/**
 * Makes an event of a fact, under a new id.
 * @param source the Service name of the publisher, such as `orders-svc`
 * @param trace of the request or event that caused it
 */
export function outgoingEvent(fact: Fact, source: string, trace: Trace): OutgoingEvent {
  const id = newId<EventId>();
  return {
    id,
    subject: fact.type,
    headers: {
      [eventIdHeader]: id,
      'ce-specversion': '1.0',
      [typeHeader]: fact.type,
      [sourceHeader]: source,
      'ce-time': new Date().toISOString(),
      [aggregateHeader]: fact.subject,
      'ce-dataschema': fact.dataschema,
      'ce-correlationid': trace.correlationId,
      'content-type': 'application/json',
      ...(trace.traceparent === undefined ? {} : { traceparent: trace.traceparent }),
    },
    payload: fact.payload,
  };
}

/** Reads headers and data of a message. @throws Error that says what is missing or malformed. */
export function readEvent<Data>(
  type: Pick<EventType<Data>, 'type' | 'decode'>,
  header: (name: string) => string,
  data: unknown,
): Event<Data> {
  const id = eventId.safeParse(header(eventIdHeader));
  if (!id.success) throw new Error(`its ${eventIdHeader} is no event's id`);
  const traceparent = header('traceparent');
  const { correlationId, traceparent: checked = '' } = traceFromHeaders({
    'x-request-id': header('ce-correlationid'),
    traceparent,
  });
  return {
    id: id.data,
    type: type.type,
    source: header(sourceHeader),
    time: new Date(header('ce-time')),
    data: type.decode(data),
    // Checked like that of a request: it goes into the headers of whatever this event causes.
    trace: traceparent === '' ? { correlationId } : { correlationId, traceparent: checked },
  };
}
