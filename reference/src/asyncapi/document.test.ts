import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { streams } from '@paidonce/shared/contracts';
import { readEvent } from '@paidonce/shared/messaging';
import { Ajv } from 'ajv';
import { eventTypes, rpcs } from './contracts.ts';
import { asyncApiDocument } from './document.ts';
import { type Example, eventMessage } from './messages.ts';
import { rpcMessages } from './rpc.ts';

const specification = createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0.json');
/** The specification brings its own copy of JSON Schema along, so that ajv's must stay out. */
const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false, validateFormats: false });
const isAsyncApi = ajv.compile(JSON.parse(readFileSync(specification, 'utf8')));

const document = asyncApiDocument();
const text = JSON.stringify(document);

describe('the AsyncAPI document', () => {
  it('is one, by the schema of AsyncAPI 3', () => {
    isAsyncApi(document);
    expect(isAsyncApi.errors).toBeNull();
    expect(isAsyncApi({ ...document, operations: { told: { action: 'shout' } } })).toBe(false);
  });

  it('refers to nothing that it does not have', () => {
    for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = pointer.split('/').reduce<unknown>((place, key) => Object(place)[key], document);
      expect([pointer, found]).toEqual([pointer, expect.any(Object)]);
    }
  });

  it('has every stream, every type of event on it, and every request', () => {
    expect(eventTypes.length).toBeGreaterThanOrEqual(15);
    expect(new Set(eventTypes.map(({ stream }) => stream))).toEqual(new Set(Object.values(streams)));
    expect(rpcs.map(({ subject }) => subject)).toContain('rpc.payments.close');
    for (const { type } of eventTypes) expect(document.channels).toHaveProperty([type]);
  });

  it('says who tells an event and who applies it', () => {
    expect(document.operations).toMatchObject({
      'payments.tells.payment.completed': { action: 'send' },
      'orders.hears.payment.completed': { action: 'receive', 'x-jetstream': { stream: 'PAYMENTS', durable: 'orders' } },
    });
  });
});

describe.each(eventTypes.map((event) => ({ name: event.type, event })))('the example of $name', ({ event }) => {
  const [{ headers, payload }] = eventMessage(event).examples as [Example];

  it('is an event, as a subscriber reads it', () => {
    const read = readEvent(event, (name) => headers[name] ?? '', payload);
    expect(read).toMatchObject({ type: event.type, source: event.stream.service, data: expect.any(Object) });
    expect(headers['ce-subject']).toBe(event.subjectOf(read.data));
    expect(event.encode(read.data)).toEqual(payload);
  });
});

it.each(rpcs.map((rpc) => ({ name: rpc.subject, rpc })))(
  'the examples of $name are a request and its answer',
  ({ rpc }) => {
    const { [rpc.subject]: asked, [`${rpc.subject}.answer`]: answered } = rpcMessages(rpc);
    expect(rpc.request.safeParse(Object(asked?.examples)[0].payload.request)).toMatchObject({ success: true });
    expect(rpc.answer.safeParse(Object(answered?.examples)[0].payload.answer)).toMatchObject({ success: true });
  },
);
