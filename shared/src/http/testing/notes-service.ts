// A small service over real HTTP, on which the toolkit shows what it answers to good and bad requests.

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { userId } from '../../contracts/index.ts';
import { Conflict, NotFound } from '../../errors/index.ts';
import { createLogger } from '../../observability/index.ts';
import { EndedSessions } from '../../sessions/index.ts';
import { testTokens } from '../../testing/index.ts';
import { createApp, created, createHttpServer, etagOf, noContent, ok, problem, requireMatch, route } from '../index.ts';

export const secret = 'kX3vR9pQ7sT1wZ5yB8nM2cL4dF6gH0jA';
export const ended = new EndedSessions();
export const tokens = testTokens(secret, ended);
export const bob = {
  id: userId.parse('01935d2e-7b6a-7c3e-9a51-3f2b8c4d5e6f'),
  email: 'bob@example.com',
  role: 'user' as const,
};
export const token = tokens.sign(bob);

const note = z.strictObject({ title: z.string().min(1).max(20), tags: z.array(z.string()).optional() });
const shown = z.object({ id: z.string(), by: z.string() });

const routes = [
  route(
    {
      method: 'post',
      path: '/notes',
      summary: 'For the tests',
      who: 'user',
      body: note,
      answers: { 201: shown, 409: problem },
    },
    async ({ body, caller }) => {
      if (body.title === 'taken') throw new Conflict('There is such a note', { type: 'title-taken' });
      return created({ id: body.title, by: caller.email }, { Location: `/notes/${encodeURIComponent(body.title)}` });
    },
  ),
  route(
    {
      method: 'post',
      path: '/notes/once',
      summary: 'For the tests',
      who: 'user',
      body: note,
      idempotent: true,
      answers: { 201: shown },
    },
    async ({ keyed }) => created({ id: keyed?.key ?? 'none', by: keyed?.fingerprint ?? 'none' }),
  ),
  route(
    {
      method: 'get',
      path: '/notes/kept/:version',
      summary: 'For the tests',
      who: 'anyone',
      params: z.object({ version: z.string() }),
      caching: 'public',
      answers: { 200: shown, 404: problem },
    },
    async ({ params: { version } }) => {
      if (version === 'none') throw new NotFound();
      return ok({ id: version, by: 'x' }, version === 'unknown' ? undefined : { ETag: etagOf(Number(version)) });
    },
  ),
  route(
    {
      method: 'put',
      path: '/notes/kept/:version',
      summary: 'For the tests',
      who: 'anyone',
      params: z.object({ version: z.string() }),
      conditional: true,
      answers: { 204: z.undefined() },
    },
    async ({ params: { version }, ifMatch }) => {
      requireMatch(ifMatch, Number(version));
      return noContent();
    },
  ),
  route(
    {
      method: 'get',
      path: '/notes',
      summary: 'For the tests',
      who: 'anyone',
      query: z.strictObject({ tag: z.string() }),
      answers: { 200: shown },
    },
    async ({ query, caller }) => ok({ id: query.tag, by: caller?.email ?? 'nobody' }),
  ),
  route(
    {
      method: 'get',
      path: '/notes/:id',
      summary: 'For the tests',
      who: 'user',
      params: z.object({ id: z.guid() }),
      answers: { 200: shown },
    },
    async ({ params, trace }) => ok({ id: params.id, by: trace.correlationId }),
  ),
  route(
    {
      method: 'delete',
      path: '/notes/:id',
      summary: 'For the tests',
      who: 'admin',
      params: z.object({ id: z.string() }),
      answers: { 200: shown },
    },
    async ({ caller }) => ok({ id: 'gone', by: caller.email }),
  ),
  route(
    {
      method: 'get',
      path: '/notes/named/:name',
      summary: 'For the tests',
      who: 'anyone',
      params: z.object({ name: z.string() }),
      answers: { 200: shown },
    },
    async ({ params }) => ok({ id: params.name, by: 'x' }),
  ),
  route(
    { method: 'get', path: '/broken', summary: 'For the tests', who: 'anyone', answers: { 200: shown } },
    async () => {
      throw new Error('column "secret_column" does not exist');
    },
  ),
  route(
    {
      method: 'get',
      path: '/deadline',
      summary: 'For the tests',
      who: 'anyone',
      answers: { 200: z.object({ left: z.number() }) },
    },
    async ({ deadline }) => ok({ left: deadline.remaining() }),
  ),
  route(
    { method: 'get', path: '/hangs', summary: 'For the tests', who: 'anyone', answers: { 200: shown } },
    () => new Promise(() => {}),
  ),
  route(
    { method: 'get', path: '/fails-late', summary: 'For the tests', who: 'anyone', answers: { 200: shown } },
    async () => {
      await sleep(100);
      throw new Error('too late');
    },
  ),
];

type Call = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | ReadableStream;
  as?: string;
};

/** `lines` is what it logged; `database.up` makes it ready or not. */
export function createNotesService() {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({ name: 'notes', destination: { write: (line) => void lines.push(JSON.parse(line)) } });
  const database = { up: true };
  const dependencies = [
    {
      name: 'database',
      required: true,
      check: async () => {
        if (!database.up) throw new Error('down');
        return 'up';
      },
    },
    { name: 'nats', required: false, check: async () => Promise.reject(new Error('away')) },
  ];
  const app = createApp({ name: 'notes', routes, tokens, dependencies, log });
  const server = createHttpServer({ host: '127.0.0.1', port: 0, app, log });
  return { lines, database, call, text: plain, post, raw, start: () => server.start(), stop: () => server.stop() };

  async function call(path: string, { method = 'GET', headers = {}, body, as }: Call = {}) {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method,
      headers: { ...(as === undefined ? {} : { authorization: `Bearer ${as}` }), ...headers },
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    });
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: answer === '' ? undefined : JSON.parse(answer) };
  }

  async function plain(path: string): Promise<string> {
    return (await fetch(`http://127.0.0.1:${server.port}${path}`)).text();
  }

  function post(body: string | Uint8Array | ReadableStream, headers: Record<string, string> = {}) {
    const all = { 'content-type': 'application/json', ...headers };
    return call('/notes', { method: 'POST', body, as: token, headers: all });
  }

  /** What node's own client would not send. */
  async function raw(request: string): Promise<string> {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(request);
    return text(socket);
  }
}
