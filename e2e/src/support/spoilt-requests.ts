// All the ways in which path, query and the body as a whole can be wrong, derived from a route's schemas.

import type { Route } from '@paidonce/shared/http';
import type { Call } from './call.ts';
import { exampleOf, inputSchema, type JsonSchema, only } from './example-of.ts';
import { secret } from './spoil.ts';

type Definition = Route['definition'];

/** The route's path with something right in the place of each parameter. */
export function goodPath({ path, params }: Definition): string {
  return path.replaceAll(/:(\w+)/g, (_, name) => encodeURIComponent(String(exampleOf(propertyOf(params, name)))));
}

/** Addresses of what cannot exist, and, where any word is allowed (status undefined), of what may not be there. */
export function spoiltPaths({ path, params }: Definition): [what: string, path: string, status: number | undefined][] {
  return [...path.matchAll(/:(\w+)/g)].flatMap(([parameter, name = '']) => {
    const { pattern, format } = propertyOf(params, name);
    const words = [secret.padEnd(2_000, 'x'), `${secret}' or '1'='1`, `../${secret}`, '{}', ' ', '💥'];
    if (format === 'uuid' || !pattern) words.push(secret, '0', 'null', '-1');
    const missing = pattern ? 404 : undefined;
    const wrong: [string, string, number | undefined][] = [
      ['NUL', `${secret}%00`, 404],
      ['a broken escape', `${secret}%zz`, 400],
      ['half of a character', `${secret}%c3`, 400],
      ...words.map((word): [string, string, number | undefined] => [
        word.slice(0, 40),
        encodeURIComponent(word),
        missing,
      ]),
    ];
    return wrong.map(([what, word, status]) => [`${what} as ${name}`, path.replace(parameter, word), status]);
  });
}

type Expected = { status: number; field?: string };

/** Queries that are wrong in one parameter. A broken escape is no parameter yet, so it has no name. */
export function spoiltQueries({ query }: Definition): [what: string, query: string, Expected][] {
  if (query === undefined) return [];
  const names = Object.keys(inputSchema(query).properties ?? {});
  const wrong = ['', '-1', secret, `${secret}' or 1=1`, '{}', '1e3', secret.padEnd(5_000, 'x')];
  return [
    ['surprise', `surprise=${secret}`, { status: 422, field: 'surprise' }],
    ['a broken escape', `${names[0]}=${secret}%zz`, { status: 400 }],
    ...names.flatMap((name): [string, string, Expected][] => [
      ...wrong.map((text): [string, string, Expected] => [
        `${name}=${text.slice(0, 20)}`,
        `${name}=${encodeURIComponent(text)}`,
        { status: 422, field: name },
      ]),
      [`${name} twice`, `${name}=1&${name}=1`, { status: 422, field: name }],
      [`NUL in ${name}`, `${name}=${secret}%00`, { status: 422, field: name }],
    ]),
  ];
}

const asType = (type: string): Call => ({ headers: { 'Content-Type': type } });

/** Bodies that no schema gets to see. Made anew for each request, since a stream can be sent once. */
export const unreadableBodies: [what: string, make: () => Call, Expected][] = [
  ['that is cut off', () => ({ body: `{"${secret}":` }), { status: 400 }],
  ['that is no JSON', () => ({ body: secret }), { status: 400 }],
  ['that is UTF-16', () => ({ body: Uint8Array.from(Buffer.from('{}', 'utf16le')) }), { status: 400 }],
  ['that begins with a byte order mark', () => ({ body: '\ufeff{}' }), { status: 400 }],
  ['that has something behind it', () => ({ body: `{} ${secret}` }), { status: 400 }],
  ['that is not UTF-8', () => ({ body: Uint8Array.of(0x22, 0xff, 0xfe, 0x22) }), { status: 400 }],
  ['that is missing', () => ({}), { status: 422, field: 'body' }],
  ['that is null', () => ({ body: 'null' }), { status: 422, field: 'body' }],
  ['that is a list', () => ({ body: `["${secret}"]` }), { status: 422, field: 'body' }],
  ['that is a text', () => ({ body: `"${secret}"` }), { status: 422, field: 'body' }],
  ['that is a number', () => ({ body: '1e400' }), { status: 422, field: 'body' }],
  ['of 40,000 brackets', () => ({ body: '['.repeat(40_000) + ']'.repeat(40_000) }), { status: 422, field: 'body' }],
  [
    'that says it is a form',
    () => ({ ...asType('application/x-www-form-urlencoded'), body: `a=${secret}` }),
    { status: 415 },
  ],
  ['that says it is a patch', () => ({ ...asType('application/json-patch+json'), body: '{}' }), { status: 415 }],
  ['that says it is XML', () => ({ ...asType('application/xml'), body: `<a>${secret}</a>` }), { status: 415 }],
  [
    'that says it is several things',
    () => ({ ...asType('application/json, text/plain'), body: '{}' }),
    { status: 415 },
  ],
  [
    'that says it comes in parts',
    () => ({ ...asType('multipart/form-data; boundary=x'), body: `--x\r\n\r\n${secret}\r\n--x--` }),
    { status: 415 },
  ],
  ['that says it is a text', () => ({ ...asType('text/plain'), body: '{}' }), { status: 415 }],
  ['in another character set', () => ({ ...asType('application/json; charset=latin1'), body: '{}' }), { status: 415 }],
  ['that says it is compressed', () => ({ headers: { 'Content-Encoding': 'gzip' }, body: '{}' }), { status: 415 }],
  ['of more than 100 kB', () => ({ body: JSON.stringify(secret.padEnd(110_000, 'x')) }), { status: 413 }],
  ['of more than 100 kB that does not say so', () => ({ body: streamOf(110_000) }), { status: 413 }],
];

function streamOf(bytes: number): ReadableStream<Uint8Array> {
  const chunk = new Uint8Array(10_000).fill(0x20);
  let left = bytes;
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(chunk);
      left -= chunk.length;
    },
  });
}

/** The schema of a parameter in the path. */
export function propertyOf(schema: Definition['params'], name: string): JsonSchema {
  if (schema === undefined) throw new Error(`a route has :${name} in its path and no schema for it`);
  return only(inputSchema(schema).properties?.[name]);
}
