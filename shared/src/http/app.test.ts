import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bob, createNotesService, token } from './testing/notes-service.ts';

const service = createNotesService();
const { call, post, raw, lines } = service;

beforeAll(() => service.start());
afterAll(() => service.stop());

describe('a route', () => {
  it('answers with what its handler returns, body and headers', async () => {
    const answer = await post('{"title":"milk"}');
    expect(answer).toMatchObject({ status: 201, body: { id: 'milk', by: 'bob@example.com' } });
    expect(answer.headers.get('location')).toBe('/notes/milk');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('is the same with a trailing slash', async () => {
    expect(await call('/notes/?tag=a')).toMatchObject({ status: 200, body: { id: 'a', by: 'nobody' } });
  });

  it('answers with the problem that its handler throws', async () => {
    expect(await post('{"title":"taken"}')).toMatchObject({
      status: 409,
      body: { type: '/problems/title-taken', title: 'Title taken', detail: 'There is such a note' },
    });
  });

  it('takes a body in UTF-8 of any alphabet', async () => {
    expect(await post('{"title":"молоко 🥛"}')).toMatchObject({ status: 201, body: { id: 'молоко 🥛' } });
    expect(await post('{"title":"\\ud83e\\udd5b"}')).toMatchObject({ status: 201, body: { id: '🥛' } });
    expect(await post('{"title":"milk"}', { 'content-type': 'Application/JSON; charset=UTF-8' })).toMatchObject({
      status: 201,
    });
  });

  it('decodes its path', async () => {
    expect(await call('/notes/named/salt%20%26%20pepper')).toMatchObject({
      status: 200,
      body: { id: 'salt & pepper' },
    });
  });

  it('returns the id of the request, its own or a new one, and hands it on', async () => {
    const answer = await call(`/notes/${bob.id}`, { as: token, headers: { 'x-request-id': 'from-outside-1' } });
    expect(answer.headers.get('x-request-id')).toBe('from-outside-1');
    expect(answer.body.by).toBe('from-outside-1');
    expect((await call('/notes?tag=a')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('knows how long its caller still waits, and never waits longer than usual', async () => {
    const leftOf = async (said: string) =>
      (await call('/deadline', { headers: { 'x-request-timeout-ms': said } })).body.left;
    expect(await leftOf('1000')).toBeLessThanOrEqual(1000);
    expect(await leftOf('31536000000')).toBeLessThanOrEqual(5000);
    expect(await leftOf('soon')).toBeGreaterThan(4000);
  });

  it('does nothing for a caller who has gone', async () => {
    const answer = await call('/deadline', { headers: { 'x-request-timeout-ms': '0' } });
    expect(answer).toMatchObject({ status: 503, body: { type: '/problems/deadline-exceeded' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('answers at its deadline, however long its handler goes on', async () => {
    const began = Date.now();
    const answer = await call('/hangs', { headers: { 'x-request-timeout-ms': '100' } });
    expect(answer).toMatchObject({ status: 503, body: { type: '/problems/deadline-exceeded' } });
    expect(Date.now() - began).toBeLessThan(4000);
  });

  it('answers at its deadline although the body never ends, and then does nothing any more', async () => {
    lines.length = 0;
    const head = `POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}`;
    const answer = await raw(`${head}\r\nX-Request-Timeout-Ms: 100\r\nContent-Length: 100\r\n\r\n{"title":`);
    expect(answer).toMatch(/^HTTP\/1.1 503 .*Connection: close.*deadline-exceeded/s);
    expect(lines).toContainEqual(expect.objectContaining({ status: 503, route: '/notes' }));
  });

  it('tells the log of a failure that came after its deadline, once', async () => {
    lines.length = 0;
    await call('/fails-late', { headers: { 'x-request-timeout-ms': '20', 'x-request-id': 'r-2' } });
    await sleep(150);
    expect(lines.filter(({ level }) => level === 'warn')).toEqual([
      expect.objectContaining({
        msg: 'failed after its deadline',
        request_id: 'r-2',
        err: expect.objectContaining({ message: 'too late' }),
      }),
    ]);
  });
});

describe('what a service tells of itself', () => {
  it('is that it lives', async () => {
    expect(await call('/healthz')).toMatchObject({ status: 200, body: { status: 'healthy' } });
  });

  it('is whether it can serve: only what it cannot do without makes it unready', async () => {
    const dependencies = { database: 'up', nats: 'down' };
    expect(await call('/readyz')).toMatchObject({ status: 200, body: { status: 'ready', dependencies } });
    service.database.up = false;
    expect(await call('/readyz/')).toMatchObject({ status: 503, body: { dependencies: { database: 'down' } } });
    service.database.up = true;
  });

  it('is one line per request, with the template and not the address', async () => {
    lines.length = 0;
    await call(`/notes/${bob.id}?access_token=hunter2`, { as: token, headers: { 'x-request-id': 'r-1' } });
    expect(lines).toEqual([
      expect.objectContaining({
        method: 'GET',
        route: '/notes/:id',
        status: 200,
        request_id: 'r-1',
        user_id: bob.id,
        level: 'info',
      }),
    ]);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  it('is nothing about its health being asked for', async () => {
    lines.length = 0;
    await call('/healthz');
    await call('/readyz');
    expect(lines).toEqual([]);
  });

  it('is the error of an unforeseen failure, once and in the log alone', async () => {
    lines.length = 0;
    const answer = await call('/broken');
    expect(answer).toMatchObject({ status: 500, body: { type: '/problems/internal-error' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret_column');
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'error',
        status: 500,
        err: expect.objectContaining({ message: expect.stringContaining('secret_column') }),
      }),
    ]);
  });
});
