// Input that may be right or wrong, but is odd: nothing may break on it. Derived from the routes' schemas.

import { idempotencyKeyHeader, type Route } from '@paidonce/shared/http';
import type { z } from 'zod';
import { exampleOf, inputSchema } from './example-of.ts';
import { placesOf, put } from './spoil.ts';
import { goodPath, propertyOf } from './spoilt-requests.ts';

type Definition = Route['definition'];
export type Odd = [what: string, value: string];

/** What a reader of text may stumble over, and what somebody might hope to have executed. */
const oddTexts = [
  ...[
    '💥',
    'İıſK',
    'e\u0301'.repeat(20),
    '\u202egnp.exe',
    '\u200b\u200d\ufeff',
    '\ufffe\uffff',
    '\u0001\u001b[31m',
    '\u0085\u2028',
    'ﷺ',
  ],
  ...[
    "'; drop table orders; --",
    "' or 1=1 --",
    "'||pg_sleep(10)||'",
    '$1',
    '$$',
    '\\',
    '%',
    '_',
    '%00',
    '\\u0000',
    '&amp;',
  ],
  ...[
    '<script>alert(1)</script>',
    '{{7*7}}',
    `\${7*7}`,
    '$(reboot)',
    '=1+1',
    '../../etc/passwd',
    '{"$gt":""}',
    'a\r\nSet-Cookie: a=b',
  ],
  ...['__proto__', 'constructor', 'null', 'NaN', 'true', 'http://169.254.169.254/', ' ', '\t'],
];

/** JSON, since not every number can be written by somebody who has it. */
const oddNumbers = [
  ...[
    '0',
    '-0',
    '1.0',
    '1e2',
    '1e-7',
    '0.1',
    '0.30000000000000004',
    '2147483648',
    '9007199254740993',
    '-9007199254740993',
  ],
  ...[
    '9223372036854775808',
    '99999999999999999999',
    '1e308',
    '1e400',
    '-1e400',
    '"NaN"',
    '"Infinity"',
    '"0x10"',
    '" 1"',
    '"1,5"',
    '"+1"',
    '"1_0"',
    '"١"',
  ],
];

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const oddKeys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', ''];

const marker = 'here';

/** Bodies that are right but for one odd thing. */
export function oddBodies(schema: z.ZodType): Odd[] {
  const root = inputSchema(schema);
  const example = exampleOf(root);
  return [...placesOf(root, [])].flatMap(({ path, schema: { type } }) => {
    const types = [type].flat();
    const values: string[] = [];
    if (types.includes('string')) values.push(...oddTexts.map((text) => JSON.stringify(text)));
    if (types.includes('number') || types.includes('integer')) values.push(...oddNumbers);
    if (types.includes('array')) values.push(deep(1_000), '[[]]', '[null]', '{"length":1}');
    const bodies =
      path.length === 0
        ? []
        : values.map((value): Odd => [`${path.join('.')}: ${value.slice(0, 40)}`, within(path, value)]);
    if (!types.includes('object')) return bodies;
    return [
      ...bodies,
      ...oddKeys.map((key): Odd => [`a field "${[...path, key].join('.')}"`, within([...path, key], '{"a":1}')]),
    ];
  });

  function within(path: readonly string[], json: string): string {
    return JSON.stringify(put(example, path, marker)).replace(JSON.stringify(marker), () => json);
  }
}

/** The path with odd words for its parameters. */
export function oddPaths({ path, params }: Definition): Odd[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  return names.flatMap((name) => {
    const example = String(exampleOf(propertyOf(params, name)));
    const words = [
      ...oddTexts,
      example.toUpperCase(),
      `${example} `,
      `${example}/`,
      `${example};a=b`,
      `${example}.json`,
    ];
    return words.map((word): Odd => [`${name}: ${word}`, path.replace(`:${name}`, encodeURIComponent(word))]);
  });
}

/** The path with odd queries, also where the route takes none. */
export function oddQueries(route: Definition): Odd[] {
  const names = Object.keys((route.query && inputSchema(route.query).properties) ?? {});
  const values = [...oddTexts, ...oddNumbers].map((value) => encodeURIComponent(value));
  const queries = [
    ...[
      '',
      '&',
      '=',
      '=1',
      '&&&',
      '?',
      '%',
      '#',
      ...oddKeys.map((key) => `${key}=1`),
      'a='.padEnd(6_000, 'x'),
      'a&'.repeat(2_000),
    ],
    ...names.flatMap((name) => [
      ...values.map((value) => `${name}=${value}`),
      `${name}[]=1`,
      `${name}[a]=1`,
      `${name}=1;${name}=2`,
    ]),
  ];
  return queries.map((query): Odd => [`?${query.slice(0, 60)}`, `${goodPath(route)}?${query}`]);
}

/** Headers that clients get wrong, and those that intermediaries may add. */
export function oddHeaders({
  idempotent,
  conditional,
  caching,
}: Definition): [what: string, headers: Record<string, string>][] {
  const headers: [string, string][] = [
    ...['', 'x', '00-0-0-00', `00-${'f'.repeat(32)}-${'f'.repeat(16)}-ff`].map((value): [string, string] => [
      'traceparent',
      value,
    ]),
    ['tracestate', '='.repeat(600)],
    ['baggage', `a=${'%'.repeat(600)}`],
    ['X-Forwarded-For', "127.0.0.1, ' or 1=1, ::1, \\"],
    ['X-Forwarded-Proto', 'javascript'],
    ['X-Forwarded-Host', 'evil.example'],
    ['X-HTTP-Method-Override', 'DELETE'],
    ...['-1', 'x', '9'.repeat(20)].map((value): [string, string] => ['X-Request-Timeout-Ms', value]),
    ['Accept', 'nothing/at-all;q=nan'],
    ['Accept-Encoding', 'zip, *;q=0'],
    ['Range', 'bytes=0-0,-1'],
    ['Origin', 'null'],
    ['Cookie', '__proto__=1; a; =; "'],
    ['X-Long', 'x'.repeat(6_000)],
  ];
  const tags = ['', '*', 'x', '"x"', 'W/"1"', '"1", "2"', '"'.repeat(300), '"\\"'];
  if (idempotent)
    headers.push(
      ...['', ' ', 'x'.repeat(255), 'x'.repeat(256), '"', "' or 1=1", '\u00e9'].map((key): [string, string] => [
        idempotencyKeyHeader,
        key,
      ]),
    );
  if (conditional) headers.push(...tags.map((tag): [string, string] => ['If-Match', tag]));
  if (caching) headers.push(...tags.map((tag): [string, string] => ['If-None-Match', tag]));
  return headers.map(([name, value]) => [`${name}: ${value.slice(0, 40)}`, { [name]: value }]);
}

/** Verbs that no route has. */
export const oddMethods = ['PROPFIND', 'PURGE', 'LINK', 'QUERY', 'M-SEARCH', 'OPTIONS'];

/** What no client sends, on the bare connection. */
export const oddBytes: Odd[] = [
  ['no Host', 'GET /products HTTP/1.1\r\n\r\n'],
  ['two Hosts', 'GET /products HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
  [
    'a length and chunks',
    'POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['two lengths', 'POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n{}{}'],
  ['a negative length', 'POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'],
  [
    'chunks of no size',
    'POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  ],
  ['another encoding', 'POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n'],
  ['a header without a name', 'GET /products HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n'],
  ['a header over two lines', 'GET /products HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n'],
  ['a space before a colon', 'GET /products HTTP/1.1\r\nHost : a\r\n\r\n'],
  ['a NUL in a header', 'GET /products HTTP/1.1\r\nHost: a\r\nX-A: \0\r\n\r\n'],
  ['another HTTP', 'GET /products HTTP/3.7\r\nHost: a\r\n\r\n'],
  ['a verb that is none', 'GETT /products HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a bare line feed in the path', 'GET /pro\nducts HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['the beginning of TLS', '\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003'],
];
