// What an event type is: its name, its version, the stream that carries it, and the codec of its data.

import { z } from 'zod';
import type { Stream } from './streams.ts';

export type EventType<Data = unknown> = {
  /** Also the subject: `payment.completed`. */
  readonly type: string;
  readonly stream: Stream;
  /** What happened, in a sentence or two. */
  readonly summary: string;
  /** URI of the data's schema with its version (CloudEvents `dataschema`). A breaking change is a new type instead. */
  readonly dataschema: string;
  /** The aggregate that the data tells of (CloudEvents `subject`). */
  readonly subjectOf: (data: Data) => string;
  /** The schema of the wire's JSON, for who describes it. */
  readonly wire: z.core.$ZodType;
  /** From the wire's JSON to the data. @throws ZodError or RangeError when the message is not of this type. */
  readonly decode: (json: unknown) => Data;
  /** From the data to the wire's JSON. */
  readonly encode: (data: Data) => unknown;
};

/** Of the aggregate that an event tells of. Part of every event. */
export const version = z.int().positive().describe('Counts the changes of what is told of: 1, 2, 3 …');

/** No event has more of anything. */
const mostEntries = 1_000;

/** Before any entry is looked at: of a hundred thousand wrong ones each would be a complaint of its own, and take seconds together. */
function refuseFlood(json: unknown): void {
  for (const [field, entries] of Object.entries(json ?? {}))
    if (Array.isArray(entries) && entries.length > mostEntries)
      throw new RangeError(`${field}: ${entries.length} entries, which no event has`);
}

/** Defines an event type from a zod codec between its flat snake_case wire shape and its data. */
export function eventType<Wire extends z.core.$ZodType, Data extends z.core.$ZodType>(
  stream: Stream,
  type: string,
  summary: string,
  codec: z.ZodCodec<Wire, Data>,
  subjectOf: (data: z.output<Data>) => string,
): EventType<z.output<Data>> {
  return {
    type,
    stream,
    summary,
    subjectOf,
    wire: codec.def.in,
    dataschema: `/events/${type}/1`,
    decode: (json) => {
      refuseFlood(json);
      return codec.parse(json);
    },
    encode: (data) => codec.encode(data),
  };
}

/** Something that happened, in its wire shape: what a rule decides, before it is an event with an id. */
export type Fact = {
  readonly type: string;
  readonly dataschema: string;
  readonly subject: string;
  readonly payload: unknown;
};

/** @example fact(orderPaid, { orderId, version, … }) */
export function fact<Data>(type: EventType<Data>, data: Data): Fact {
  return { type: type.type, dataschema: type.dataschema, subject: type.subjectOf(data), payload: type.encode(data) };
}
