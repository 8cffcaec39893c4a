import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createNotesService, token } from '../testing/notes-service.ts';

const service = createNotesService();

beforeAll(() => service.start());
afterAll(() => service.stop());

const send = (body: string, key?: string) =>
  service.call('/notes/once', {
    method: 'POST',
    as: token,
    body,
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
  });

const fingerprintOf = async (body: string) => (await send(body, 'a-key')).body.by;

describe('a request with an Idempotency-Key', () => {
  it('hands it to the handler', async () => {
    expect(await send('{"title":"milk"}', 'a-key')).toMatchObject({ status: 201, body: { id: 'a-key' } });
    expect(await send('{"title":"milk"}')).toMatchObject({ status: 201, body: { id: 'none' } });
  });

  it('is the same request whatever the order of its fields', async () => {
    const first = await fingerprintOf('{"title":"milk","tags":["a","b"]}');
    expect(await fingerprintOf('{ "tags": ["a", "b"], "title": "milk" }')).toBe(first);
    expect(await fingerprintOf('{"title":"milk","tags":["b","a"]}')).not.toBe(first);
    expect(await fingerprintOf('{"title":"mild","tags":["a","b"]}')).not.toBe(first);
  });

  it.each(['', ' ', 'a b', 'x'.repeat(256)])('refuses the key %p', async (key) => {
    expect(await send('{"title":"milk"}', key)).toMatchObject({
      status: 422,
      body: { type: '/problems/invalid-input', errors: [{ field: 'Idempotency-Key' }] },
    });
  });

  it('takes a key of 255 characters', async () => {
    expect(await send('{"title":"milk"}', 'x'.repeat(255))).toMatchObject({ status: 201 });
  });
});
