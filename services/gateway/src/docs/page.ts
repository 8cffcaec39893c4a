// A page to read and try the API: Swagger UI from its package, so that no request leaves the page's own origin.

import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { once } from './once.ts';

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>PaidOnce API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
`;

/** Without a validator: it would send the document's address to somebody else's server. */
const start = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

/** For the page alone. Swagger UI has its pictures inside its stylesheet, and styles inside its markup. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const swaggerUi = import.meta.resolve('swagger-ui-dist/package.json');
const packaged = (name: string) => readFile(new URL(name, swaggerUi));

/** All that there is, by its address: no file is looked up by what a client wrote. */
const files: readonly { path: string; type: string; read: () => Promise<string | Buffer> }[] = [
  { path: '/docs', type: 'text/html', read: async () => html },
  { path: '/docs/start.js', type: 'text/javascript', read: async () => start },
  { path: '/docs/swagger-ui.css', type: 'text/css', read: () => packaged('swagger-ui.css') },
  { path: '/docs/swagger-ui-bundle.js', type: 'text/javascript', read: () => packaged('swagger-ui-bundle.js') },
];

const compress = promisify(gzip);

/** Browsers take it; curl, for one, does not unless asked to. */
const takesGzip = ({ headers }: IncomingMessage) => /\bgzip\b(?!;q=0)/.test(headers['accept-encoding'] ?? '');

/** What sends the page and its parts, by address. Each is read once, and compressed once. */
export function docsPage(): [
  path: string,
  send: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
][] {
  return files.map(({ path, type, read }) => {
    const whole = once(read);
    const compressed = once(async () => compress(await whole()));
    const send = async (request: IncomingMessage, response: ServerResponse) => {
      const gzipped = takesGzip(request);
      const content = await (gzipped ? compressed() : whole());
      response.appendHeader('Vary', 'Accept-Encoding');
      response.writeHead(200, {
        'Content-Type': `${type}; charset=utf-8`,
        ...(gzipped ? { 'Content-Encoding': 'gzip' } : {}),
        'Content-Length': Buffer.byteLength(content),
        'Content-Security-Policy': policy,
        'Cache-Control': 'public, max-age=300',
      });
      response.end(content);
    };
    return [path, send];
  });
}
