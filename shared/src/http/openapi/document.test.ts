import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { z } from 'zod';
import { problem } from '../answers/problem-schema.ts';
import type { RouteDefinition } from '../route.ts';
import { createNotesService } from '../testing/notes-service.ts';
import { openApiDocument } from './document.ts';

const notes = createNotesService();
beforeAll(() => notes.start());
afterAll(() => notes.stop());

const shown = z.object({ id: z.string() });
const row = (more: Partial<RouteDefinition>): RouteDefinition => ({
  method: 'get',
  path: '/notes',
  summary: 'All notes',
  who: 'user',
  answers: { 200: shown },
  ...more,
});
const operationOf = (more: Partial<RouteDefinition>) => {
  const { paths } = openApiDocument('notes', [row(more)]);
  return Object.values(Object.values(paths)[0] ?? {})[0];
};

describe('the API document of a service', () => {
  it('is valid OpenAPI 3.1, and is served without a token', async () => {
    const { status, body } = await notes.call('/openapi.json');
    expect(status).toBe(200);
    const validator = new Validator();
    expect(await validator.validate(body)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('tells who may, what is sent, and everything that may be answered', () => {
    const body = z.strictObject({ title: z.string().max(20) });
    const params = z.object({ id: z.uuid() });
    const answers = { 200: shown, 409: problem };
    expect(operationOf({ method: 'put', path: '/notes/:id', who: 'admin', params, body, answers })).toEqual({
      operationId: 'putNotesById',
      summary: 'All notes',
      description: 'For administrators.',
      tags: ['notes'],
      security: [{ token: [] }],
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { title: { type: 'string', maxLength: 20 } },
              required: ['title'],
              additionalProperties: false,
            },
          },
        },
      },
      responses: {
        200: {
          description: 'Here it is',
          content: {
            'application/json': {
              schema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
            },
          },
        },
        ...Object.fromEntries(
          [
            [400, 'BadRequest'],
            [401, 'Unauthorized'],
            [403, 'Forbidden'],
            [404, 'NotFound'],
            [408, 'RequestTimeout'],
            [409, 'Conflict'],
            [413, 'PayloadTooLarge'],
            [415, 'UnsupportedMediaType'],
            [422, 'InvalidInput'],
            [500, 'InternalError'],
            [503, 'Unavailable'],
          ].map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
        ),
      },
    });
  });

  it('asks for no token on an open route, and says where one does more', () => {
    expect(operationOf({ who: 'anyone' })?.security).toEqual([]);
    expect(operationOf({ who: 'anyone', betterWithToken: true })?.security).toEqual([{}, { token: [] }]);
  });

  it('tells of the key under which a request may be repeated', () => {
    const operation = operationOf({ method: 'post', body: z.strictObject({}), idempotent: true });
    expect(operation?.parameters).toEqual([expect.objectContaining({ name: 'Idempotency-Key', in: 'header' })]);
    expect(operation?.responses).toHaveProperty('409');
  });

  it('has a shape with a name once, and refers to it', () => {
    const note = shown.meta({ id: 'Note' });
    const { components, paths } = openApiDocument('notes', [
      row({ answers: { 200: z.array(note) } }),
      row({ path: '/notes/:id', params: z.object({ id: z.string() }), answers: { 200: note } }),
    ]);
    expect(Object.keys(components.schemas)).toEqual(['Problem', 'Note']);
    expect(JSON.stringify(paths).match(/#\/components\/schemas\/Note"/g)).toHaveLength(2);
    expect(JSON.stringify(paths)).not.toContain('$defs');
  });

  it.each([
    ['has no summary', { summary: ' ' }, 'lacks a summary'],
    ['does not say what its parameter is', { path: '/notes/:id' }, 'lacks a schema of :id'],
    ['answers failures alone', { answers: { 404: problem } }, 'lacks an answer for when all is well'],
    ['answers what JSON cannot tell', { answers: { 200: z.date() } }, 'Date cannot be represented'],
    ['answers a status that nobody described', { answers: { 200: shown, 418: problem } }, 'describe the status 418'],
  ])('cannot be made, so that no service starts with a route that %s', (_, more, message) => {
    expect(() => operationOf(more)).toThrow(message);
  });

  it('cannot be made of two different shapes with one name', () => {
    const named = (shape: z.ZodObject) => row({ path: `/${Object.keys(shape.shape)}`, answers: { 200: shape } });
    const routes = [z.object({ a: z.string() }), z.object({ b: z.string() })].map((shape) =>
      named(shape.meta({ id: 'Ambiguous' })),
    );
    expect(() => openApiDocument('notes', routes)).toThrow('Two different schemas have the name Ambiguous');
  });
});
