import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createNotesService } from '../testing/notes-service.ts';

const service = createNotesService();

beforeAll(() => service.start());
afterAll(() => service.stop());

const read = (version: string | number, headers: Record<string, string> = {}, method = 'GET') =>
  service.call(`/notes/kept/${version}`, { method, headers });

describe('an answer that may be kept', () => {
  it('says so, and under which tag', async () => {
    const { status, headers } = await read(3);
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"3"');
    expect(headers.get('cache-control')).toBe('public, no-cache');
  });

  it('is a 304 without a body for who has it', async () => {
    const { status, headers, body } = await read(3, { 'If-None-Match': '"2", W/"3"' });
    expect({ status, body }).toEqual({ status: 304, body: undefined });
    expect(headers.get('etag')).toBe('"3"');
    expect(headers.get('cache-control')).toBe('public, no-cache');
    expect(headers.get('x-request-id')).not.toBeNull();
    expect([headers.get('content-type'), headers.get('content-length')]).toEqual([null, null]);
  });

  it('is answered in full to who has another', async () => {
    expect(await read(3, { 'If-None-Match': '"2"' })).toMatchObject({ status: 200, body: { id: '3' } });
  });

  it('has a tag of its body where there is no version', async () => {
    const { headers } = await read('unknown');
    const etag = headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect(await read('unknown', { 'If-None-Match': etag })).toMatchObject({ status: 304, body: undefined });
  });

  it('is answered alike to HEAD, always without its body', async () => {
    const head = await read(3, {}, 'HEAD');
    expect(head).toMatchObject({ status: 200, body: undefined });
    expect(head.headers.get('etag')).toBe('"3"');
    expect(await read(3, { 'If-None-Match': '"3"' }, 'HEAD')).toMatchObject({ status: 304, body: undefined });
  });

  it('keeps its connection in step: what follows a 304 on it is understood', async () => {
    const request = 'GET /notes/kept/3 HTTP/1.1\r\nHost: x\r\n';
    const answers = await service.raw(`${request}If-None-Match: "3"\r\n\r\n${request}Connection: close\r\n\r\n`);
    expect(answers).toMatch(/^HTTP\/1\.1 304 .*\r\n\r\nHTTP\/1\.1 200 OK.*\{"id":"3","by":"x"\}$/s);
  });

  it('is nothing to keep when it is a problem', async () => {
    const { status, headers } = await read('none', { 'If-None-Match': '*' });
    expect(status).toBe(404);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
  });
});

describe('a change under If-Match', () => {
  const change = (headers: Record<string, string>) => read(3, headers, 'PUT');

  it('goes through for who has seen the thing as it is, and has nothing to show', async () => {
    const { status, body, headers } = await change({ 'If-Match': '"3"' });
    expect({ status, body }).toEqual({ status: 204, body: undefined });
    expect(headers.get('content-type')).toBeNull();
  });

  it('is refused to who has seen another', async () => {
    expect(await change({ 'If-Match': '"2"' })).toMatchObject({
      status: 412,
      body: { type: '/problems/precondition-failed' },
    });
  });
});
