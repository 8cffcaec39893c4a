// Bytes on a socket: what no HTTP client would send.

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Reply } from './call.ts';

/** Sends, reads until the other side closes, and takes the first answer. */
export async function sendRaw(url: string, bytes: string): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => [line.split(': ')[0] ?? '', line.replace(/^.*?: /, '')]),
  );
  // All of it is ASCII; what has no length is no refusal.
  const length = headers.get('content-length');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: length === null ? body : JSON.parse(body.slice(0, Number(length))),
  };
}
