import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createNotesService, token } from '../testing/notes-service.ts';

const service = createNotesService();
const { call, post, raw } = service;

beforeAll(() => service.start());
afterAll(() => service.stop());

describe('bad input', () => {
  it.each([
    ['{}', [{ field: 'title', message: 'is required' }]],
    ['{"title":"a","colour":"red"}', [{ field: 'colour', message: 'is not a known field' }]],
    ['{"title":7}', [{ field: 'title', message: 'must be a text' }]],
    ['{"title":"a","tags":["x",null]}', [{ field: 'tags.1', message: 'must be a text' }]],
    ['[]', [{ field: 'body', message: 'must be an object' }]],
    ['null', [{ field: 'body', message: 'must be an object' }]],
    ['', [{ field: 'body', message: 'is required' }]],
    ['{"title":"a","__proto__":{"admin":true}}', [{ field: '__proto__', message: 'is not a known field' }]],
    ['{"title":"a\\u0000b"}', [{ field: 'title', message: expect.stringContaining('NUL') }]],
    ['{"title":"a","tags":["\\ud800"]}', [{ field: 'tags.0', message: expect.stringContaining('cannot be stored') }]],
  ])('in the body %s is 422 and names the field', async (body, errors) => {
    expect(await post(body)).toMatchObject({ status: 422, body: { type: '/problems/invalid-input', errors } });
  });

  it('in a query is 422 and names the parameter', async () => {
    expect(await call('/notes')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'tag', message: 'is required' }] },
    });
    expect(await call('/notes?tag=a&page=2')).toMatchObject({ status: 422, body: { errors: [{ field: 'page' }] } });
    expect(await call('/notes?tag=a&tag=b')).toMatchObject({ status: 422, body: { errors: [{ field: 'tag' }] } });
    expect(await call('/notes?tag=%00')).toMatchObject({ status: 422, body: { errors: [{ field: 'tag' }] } });
  });

  it('in a path is 404: such a thing cannot exist', async () => {
    expect(await call('/notes/42', { as: token })).toMatchObject({
      status: 404,
      body: { type: '/problems/not-found' },
    });
    expect(await call('/notes/named/a%00b')).toMatchObject({ status: 404 });
  });

  it('does not let a hostile body make a long answer', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`field-${index}-${'x'.repeat(10)}`, 1]),
    );
    const { status, body } = await post(JSON.stringify(many));
    expect({ status, count: body.errors.length }).toEqual({ status: 422, count: 20 });
  });

  it.each(['{"title":', '{title:1}', '\u{feff}{"title":"a"}', new Uint8Array([0x22, 0xff, 0x22])])(
    'that is not JSON in UTF-8 is 400: %s',
    async (body) => {
      const answer = { type: '/problems/malformed-json', title: 'Malformed JSON' };
      expect(await post(body)).toMatchObject({ status: 400, body: answer });
    },
  );

  it('nested without end is refused without trouble', async () => {
    expect((await post('['.repeat(50_000) + ']'.repeat(50_000))).status).toBe(422);
    expect((await post(`${'['.repeat(50_000)}"\\u0000"${']'.repeat(50_000)}`)).status).toBe(422);
  });

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  ])('of the type %j is 415', async (headers) => {
    expect(await post('{"title":"a"}', headers)).toMatchObject({
      status: 415,
      body: { type: '/problems/unsupported-media-type' },
    });
  });

  it('over 100 kB is 413, whether its length was said before or not', async () => {
    const body = JSON.stringify({ title: 'a', tags: ['x'.repeat(150_000)] });
    expect(await post(body)).toMatchObject({ status: 413, body: { type: '/problems/payload-too-large' } });
    expect(await post(new Blob([body]).stream())).toMatchObject({ status: 413 });
    expect(await post(JSON.stringify({ title: 'a', tags: ['x'.repeat(100_000)] }))).toMatchObject({ status: 201 });
  });

  it('far over 100 kB is 413 before it was sent', async () => {
    const head = `POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\n`;
    const answer = await raw(`${head}Content-Length: 9000000\r\n\r\n{`);
    expect(answer).toContain('HTTP/1.1 413 ');
    expect(answer).toContain('Connection: close');
  });

  it('in the address is 400', async () => {
    for (const path of ['/notes/named/%zz', '/notes/named/%ff', '/notes?tag=%zz']) {
      const answer = { type: '/problems/malformed-url', title: 'Malformed URL' };
      expect(await call(path)).toMatchObject({ status: 400, body: answer });
    }
  });

  it('that is not even HTTP is 400, headers without end are 431', async () => {
    expect(await raw('BREW /coffee\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*"type":"\/problems\/malformed-request"/s);
    expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /);
  });

  it('of a wrong method is 405 and says which ones there are', async () => {
    const answer = await call('/notes/', { method: 'PATCH' });
    expect(answer).toMatchObject({ status: 405, body: { type: '/problems/method-not-allowed' } });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
    expect((await call('/healthz', { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD');
  });

  it('of an unknown path is 404', async () => {
    expect(await call('/nowhere')).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    expect(await call('/Notes?tag=a')).toMatchObject({ status: 404 });
  });
});
