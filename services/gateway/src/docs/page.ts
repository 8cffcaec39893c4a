// A page to read and try the API: Swagger UI from its package, so that no request leaves the page's own origin.

import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

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
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });
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

/** What sends the page and its parts, by address. They are compressed once: everything that shows pages takes gzip. */
export function docsPage(): [path: string, send: (response: ServerResponse) => Promise<void>][] {
  return files.map(({ path, type, read }) => {
    let compressed: Promise<Buffer> | undefined;
    const send = async (response: ServerResponse) => {
      compressed ??= read().then((content) => compress(content));
      const content = await compressed;
      response.writeHead(200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Content-Encoding': 'gzip',
        'Content-Length': content.length,
        'Content-Security-Policy': policy,
        'Cache-Control': 'public, max-age=300',
      });
      response.end(content);
    };
    return [path, send];
  });
}
