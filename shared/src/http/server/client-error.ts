// Answers for what is not a request yet, on the bare connection.

import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem, RequestTimeout, toProblemDocument } from '../../errors/index.ts';

/** What node:http refuses before there is a request: broken HTTP, headers that are too long, a client that is too slow. */
const refusals: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: new Problem(431, 'headers-too-large', 'The headers are too long'),
  ERR_HTTP_REQUEST_TIMEOUT: new RequestTimeout(),
};
const malformed = new Problem(400, 'malformed-request', 'This is not a well-formed HTTP request');

/** Answers on the bare socket, with a problem document like all others, and closes it. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = refusals[error.code ?? ''] ?? malformed;
  const requestId = randomUUID();
  const body = JSON.stringify(toProblemDocument(problem, requestId));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
