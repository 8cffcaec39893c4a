// Events as AsyncAPI's messages: CloudEvents over NATS in binary mode, headers around the data as JSON.

import type { EventType, Stream } from '@paidonce/shared/contracts';
import { exampleOf } from './examples.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';

export type Example = { headers: Record<string, string>; payload: Record<string, unknown> };

const text = (description: string, more: JsonSchema = {}): JsonSchema => ({ type: 'string', description, ...more });

const always = {
  'ce-specversion': text('The version of CloudEvents.', { const: '1.0' }),
  'ce-id': text("The event's id, a UUIDv7: by it an event is applied once.", { format: 'uuid' }),
  'ce-type': text('What happened: the same as the subject.'),
  'ce-source': text('The Service name of who tells it.'),
  'ce-subject': text('Whom it is about: the id of the order, the payment, the product, the user.'),
  'ce-time': text('When it was told, in UTC.', { format: 'date-time' }),
  'ce-dataschema': text('The type with its version. A breaking change is a new type.'),
  'ce-correlationid': text('The id of the request that caused it (`X-Request-Id`).'),
  'content-type': text('Of the body.', { const: 'application/json' }),
  'Nats-Msg-Id': text('The same as `ce-id`: by it the stream takes a message once within two minutes.'),
};

/** Common to all events; each says the rest by constants. */
export const eventHeaders: JsonSchema = {
  type: 'object',
  properties: { ...always, traceparent: text('W3C Trace Context of what caused it, if that had one.') },
  required: Object.keys(always),
};

export function eventMessage({ type, stream, summary, dataschema, wire }: EventType): JsonSchema {
  const payload = jsonSchema(wire);
  const example = exampleOf(payload);
  return {
    name: type,
    title: type,
    summary,
    contentType: 'application/json',
    correlationId: { location: '$message.header#/ce-correlationid' },
    headers: {
      allOf: [
        { $ref: '#/components/schemas/eventHeaders' },
        {
          type: 'object',
          properties: {
            'ce-type': { const: type },
            'ce-source': { const: stream.service },
            'ce-dataschema': { const: dataschema },
          },
        },
      ],
    },
    payload,
    examples: [{ headers: exampleHeaders(type, stream, dataschema, example), payload: example } satisfies Example],
  };
}

function exampleHeaders(
  type: string,
  stream: Stream,
  dataschema: string,
  payload: Example['payload'],
): Example['headers'] {
  const id = '01a20201-5604-7e7e-9c2c-7a3f9d4a2b11';
  return {
    'ce-specversion': '1.0',
    'ce-id': id,
    'ce-type': type,
    'ce-source': stream.service,
    'ce-subject': subjectOf(stream, payload),
    'ce-time': '2026-11-22T06:46:11.716Z',
    'ce-dataschema': dataschema,
    'ce-correlationid': '5ebbdf20-affe-41a3-add7-ee736223beed',
    'content-type': 'application/json',
    'Nats-Msg-Id': id,
  };
}

function subjectOf({ owner }: Stream, payload: Example['payload']): string {
  return String(payload[{ users: 'user_id', products: 'id', orders: 'order_id', payments: 'payment_id' }[owner]]);
}
