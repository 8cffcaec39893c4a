import { describe, expect, it } from '@jest/globals';
import { childTraceparent, newTrace, traceFromHeaders } from './index.ts';

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the trace of a request', () => {
  it('keeps the id and the traceparent that came with it', () => {
    expect(traceFromHeaders({ 'x-request-id': 'abc-1.2_3', traceparent: parent })).toEqual({
      correlationId: 'abc-1.2_3',
      traceparent: parent,
    });
  });

  it.each(['', 'a b', 'a\nb', 'ä', 'x'.repeat(129)])('gets an id of its own instead of %j', (id) => {
    expect(traceFromHeaders({ 'x-request-id': id }).correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['nonsense', parent.replace('b7ad6b7169203331', '0'.repeat(16)), `ff${parent.slice(2)}`])(
    'begins a trace of its own instead of %j',
    (traceparent) => {
      expect(traceFromHeaders({ traceparent }).traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      expect(traceFromHeaders({ traceparent }).traceparent).not.toBe(traceparent);
    },
  );

  it('goes on in calls made for it, each with a span of its own', () => {
    const child = childTraceparent({ correlationId: 'r', traceparent: parent });
    expect(child).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(child).not.toBe(parent);
  });

  it('carries the id of a request that brought none, so that logs and traces meet', () => {
    const { correlationId, traceparent } = newTrace();
    expect(traceparent).toContain(correlationId.replaceAll('-', ''));
  });
});
