import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { userId } from '../contracts/index.ts';
import { Conflict } from '../errors/index.ts';
import { createLogger } from '../observability/index.ts';
import { createApp, createHttpServer, createTokens, created, noContent, ok, problem, route } from './index.ts';

const secret = 'kX3vR9pQ7sT1wZ5yB8nM2cL4dF6gH0jA';
const tokens = createTokens(secret);
const bob = { id: userId.parse('01935d2e-7b6a-7c3e-9a51-3f2b8c4d5e6f'), email: 'bob@example.com', role: 'user' as const };
const token = tokens.sign(bob);

const note = z.strictObject({ title: z.string().min(1).max(20), tags: z.array(z.string()).optional() });
const shown = z.object({ id: z.string(), by: z.string() });

const routes = [
  route(
    { method: 'post', path: '/notes', who: 'user', body: note, answers: { 201: shown, 409: problem } },
    async ({ body, caller }) => {
      if (body.title === 'taken') throw new Conflict('There is such a note', { type: 'title-taken' });
      return created({ id: body.title, by: caller.email }, { Location: `/notes/${encodeURIComponent(body.title)}` });
    },
  ),
  route(
    { method: 'get', path: '/notes', who: 'anyone', query: z.strictObject({ tag: z.string() }), answers: { 200: shown } },
    async ({ query, caller }) => ok({ id: query.tag, by: caller?.email ?? 'nobody' }),
  ),
  route(
    { method: 'get', path: '/notes/:id', who: 'user', params: z.object({ id: z.guid() }), answers: { 200: shown } },
    async ({ params, trace }) => ok({ id: params.id, by: trace.correlationId }),
  ),
  route({ method: 'delete', path: '/notes/:id', who: 'admin', answers: { 204: z.undefined() } }, async () => noContent()),
  route({ method: 'get', path: '/notes/named/:name', who: 'anyone', params: z.object({ name: z.string() }), answers: { 200: shown } }, async ({ params }) =>
    ok({ id: params.name, by: 'x' }),
  ),
  route({ method: 'get', path: '/broken', who: 'anyone', answers: { 200: shown } }, async () => {
    throw new Error('column "secret_column" does not exist');
  }),
  route({ method: 'get', path: '/deadline', who: 'anyone', answers: { 200: z.object({ left: z.number() }) } }, async ({ deadline }) =>
    ok({ left: deadline.remaining() }),
  ),
];

const lines: Record<string, unknown>[] = [];
const log = createLogger({ name: 'notes', destination: { write: (line) => void lines.push(JSON.parse(line)) } });
let databaseUp = true;
const dependencies = [
  {
    name: 'database',
    required: true,
    check: async () => {
      if (!databaseUp) throw new Error('down');
      return 'up';
    },
  },
  { name: 'nats', required: false, check: async () => Promise.reject(new Error('away')) },
];
const server = createHttpServer({
  host: '127.0.0.1',
  port: 0,
  app: createApp({ routes, tokens, dependencies, log }),
  log,
});

beforeAll(() => server.start());
afterAll(() => server.stop());

type Call = { method?: string; headers?: Record<string, string>; body?: string | Uint8Array | ReadableStream; as?: string };

async function call(path: string, { method = 'GET', headers = {}, body, as }: Call = {}) {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { ...(as === undefined ? {} : { authorization: `Bearer ${as}` }), ...headers },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, body: answer === '' ? undefined : JSON.parse(answer) };
}

const post = (body: string | Uint8Array | ReadableStream, headers: Record<string, string> = {}) =>
  call('/notes', { method: 'POST', body, as: token, headers: { 'content-type': 'application/json', ...headers } });

/** What node's own client would not send. */
async function raw(request: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(request);
  return text(socket);
}

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
    expect(await post('{"title":"milk"}', { 'content-type': 'Application/JSON; charset=UTF-8' })).toMatchObject({ status: 201 });
  });

  it('decodes its path', async () => {
    expect(await call('/notes/named/salt%20%26%20pepper')).toMatchObject({ status: 200, body: { id: 'salt & pepper' } });
  });

  it('returns the id of the request, its own or a new one, and hands it on', async () => {
    const answer = await call(`/notes/${bob.id}`, { as: token, headers: { 'x-request-id': 'from-outside-1' } });
    expect(answer.headers.get('x-request-id')).toBe('from-outside-1');
    expect(answer.body.by).toBe('from-outside-1');
    expect((await call('/notes?tag=a')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('knows how long its caller still waits, and never waits longer than usual', async () => {
    const inOneSecond = String(Date.now() + 1000);
    const nextYear = String(Date.now() + 31_536_000_000);
    expect((await call('/deadline', { headers: { 'x-request-deadline': inOneSecond } })).body.left).toBeLessThanOrEqual(1000);
    expect((await call('/deadline', { headers: { 'x-request-deadline': nextYear } })).body.left).toBeLessThanOrEqual(5000);
    expect((await call('/deadline', { headers: { 'x-request-deadline': 'soon' } })).body.left).toBeGreaterThan(4000);
  });

  it('does nothing for a caller who has gone', async () => {
    const answer = await call('/deadline', { headers: { 'x-request-deadline': String(Date.now() - 1) } });
    expect(answer).toMatchObject({ status: 503, body: { type: '/problems/deadline-exceeded' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});

describe('bad input', () => {
  it.each([
    ['{}', [{ field: 'title', message: 'is required' }]],
    ['{"title":"a","colour":"red"}', [{ field: 'colour', message: 'is not a known field' }]],
    ['{"title":7}', [{ field: 'title', message: 'Invalid input: expected string, received number' }]],
    ['{"title":"a","tags":["x",null]}', [{ field: 'tags.1', message: 'Invalid input: expected string, received null' }]],
    ['[]', [{ field: 'body', message: 'Invalid input: expected object, received array' }]],
    ['null', [{ field: 'body', message: 'Invalid input: expected object, received null' }]],
    ['', [{ field: 'body', message: 'is required' }]],
    ['{"title":"a","__proto__":{"admin":true}}', [{ field: '__proto__', message: 'is not a known field' }]],
    ['{"title":"a\\u0000b"}', [{ field: 'title', message: expect.stringContaining('NUL') }]],
    ['{"title":"a","tags":["\\ud800"]}', [{ field: 'tags.0', message: expect.stringContaining('cannot be stored') }]],
  ])('in the body %s is 422 and names the field', async (body, errors) => {
    expect(await post(body)).toMatchObject({ status: 422, body: { type: '/problems/invalid-input', errors } });
  });

  it('in a query is 422 and names the parameter', async () => {
    expect(await call('/notes')).toMatchObject({ status: 422, body: { errors: [{ field: 'tag', message: 'is required' }] } });
    expect(await call('/notes?tag=a&page=2')).toMatchObject({ status: 422, body: { errors: [{ field: 'page' }] } });
    expect(await call('/notes?tag=a&tag=b')).toMatchObject({ status: 422, body: { errors: [{ field: 'tag' }] } });
    expect(await call('/notes?tag=%00')).toMatchObject({ status: 422, body: { errors: [{ field: 'tag' }] } });
  });

  it('in a path is 404: such a thing cannot exist', async () => {
    expect(await call('/notes/42', { as: token })).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    expect(await call('/notes/named/a%00b')).toMatchObject({ status: 404 });
  });

  it('does not let a hostile body make a long answer', async () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`field-${index}-${'x'.repeat(10)}`, 1]));
    const { status, body } = await post(JSON.stringify(many));
    expect({ status, count: body.errors.length }).toEqual({ status: 422, count: 20 });
  });

  it.each(['{"title":', '{title:1}', '\u{feff}{"title":"a"}', new Uint8Array([0x22, 0xff, 0x22])])(
    'that is not JSON in UTF-8 is 400: %s',
    async (body) => {
      expect(await post(body)).toMatchObject({ status: 400, body: { type: '/problems/malformed-json' } });
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
      expect(await call(path)).toMatchObject({ status: 400, body: { type: '/problems/malformed-url' } });
    }
  });

  it('that is not even HTTP is 400, headers without end are 431', async () => {
    expect(await raw('BREW /coffee\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*"type":"\/problems\/malformed-request"/);
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

describe('a token', () => {
  const path = `/notes/${bob.id}`;
  const claims = { sub: bob.id, email: bob.email, role: 'user' };
  const foreign = createTokens('another secret, quite as long as the first').sign(bob);

  it('is needed where the route says so', async () => {
    const answer = await call(path);
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each(['bearer', 'BEARER', 'Bearer'])('is taken with the scheme written %s', async (scheme) => {
    expect(await call(path, { headers: { authorization: `${scheme} ${token}` } })).toMatchObject({ status: 200 });
  });

  it.each([
    ['expired', jwt.sign({ ...claims, exp: 1_600_000_000 }, secret)],
    ['without an end', jwt.sign(claims, secret)],
    ['of a foreign key', foreign],
    ['without a signature', jwt.sign(claims, '', { algorithm: 'none', expiresIn: 60 })],
    ['of another algorithm', jwt.sign(claims, secret, { algorithm: 'HS512', expiresIn: 60 })],
    ['without a role', jwt.sign({ sub: bob.id, email: bob.email }, secret, { expiresIn: 60 })],
    ['of a role that there is not', jwt.sign({ ...claims, role: 'root' }, secret, { expiresIn: 60 })],
    ['of an id that is no UUID', jwt.sign({ ...claims, sub: "1' or 1=1" }, secret, { expiresIn: 60 })],
    ['that was tampered with', `${token.slice(0, -3)}abc`],
    ['that is none', 'nonsense'],
  ])('%s is refused, on open routes too', async (_what, bad) => {
    for (const address of [path, '/notes?tag=a']) {
      const answer = await call(address, { as: bad });
      expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    }
  });

  it.each([
    ['another scheme', 'Basic Ym9iOnB3'],
    ['no token', 'Bearer'],
    ['two tokens', `Bearer ${token} ${token}`],
    ['no scheme', token],
  ])('in a header with %s is refused', async (_what, authorization) => {
    expect(await call('/notes?tag=a', { headers: { authorization } })).toMatchObject({ status: 401 });
  });

  it('of a user does not open what is for administrators', async () => {
    expect(await call(path, { method: 'DELETE', as: token })).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
    const admin = tokens.sign({ ...bob, role: 'admin' });
    expect(await call(path, { method: 'DELETE', as: admin })).toMatchObject({ status: 204, body: undefined });
  });

  it('is asked for before the body is looked at', async () => {
    expect(await call('/notes', { method: 'POST', body: '{', headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 401 });
  });
});

describe('what a service tells of itself', () => {
  it('is that it lives', async () => {
    expect(await call('/healthz')).toMatchObject({ status: 200, body: { status: 'healthy' } });
  });

  it('is whether it can serve: only what it cannot do without makes it unready', async () => {
    const dependencies = { database: 'up', nats: 'down' };
    expect(await call('/readyz')).toMatchObject({ status: 200, body: { status: 'ready', dependencies } });
    databaseUp = false;
    expect(await call('/readyz/')).toMatchObject({ status: 503, body: { dependencies: { database: 'down' } } });
    databaseUp = true;
  });

  it('is one line per request, with the template and not the address', async () => {
    lines.length = 0;
    await call(`/notes/${bob.id}?access_token=hunter2`, { as: token, headers: { 'x-request-id': 'r-1' } });
    expect(lines).toEqual([
      expect.objectContaining({ method: 'GET', route: '/notes/:id', status: 200, request_id: 'r-1', user_id: bob.id, level: 'info' }),
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
    expect(lines).toEqual([expect.objectContaining({ level: 'error', status: 500, err: expect.objectContaining({ message: expect.stringContaining('secret_column') }) })]);
  });
});
