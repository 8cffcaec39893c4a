// Writing an answer. By hand on node:http: Express's res.json computes an ETag and looks up types that are always the same.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { asProblem, type Problem, toProblemDocument } from '../../errors/index.ts';
import type { Trace } from '../../observability/index.ts';
import { bodyLimit } from '../requests/read-body.ts';
import type { Caching } from '../route.ts';
import type { Answer } from './answer.ts';
import { etagOfText, isKnown } from './etag.ts';

const json = 'application/json; charset=utf-8';

/**
 * Sends an answer, with its body as JSON unless it is a text of another type. Does nothing if the client has gone.
 * @param caching who may keep a 200; one that the client has already is a 304 without a body
 */
export function sendAnswer(response: ServerResponse, answer: Answer, trace: Trace, caching?: Caching): void {
  const { status, body, headers, type = json } = answer;
  const text = answer.type === undefined ? JSON.stringify(body) : String(body); // of undefined: undefined
  if (caching === undefined || status !== 200) {
    write(response, status, text, type, headers, trace);
    return;
  }
  const etag = headers?.ETag ?? etagOfText(`${headers?.Link ?? ''}\n${text}`);
  const kept = { 'Cache-Control': `${caching}, no-cache`, ...headers, ETag: etag };
  if (isKnown(response.req.headers['if-none-match'], etag)) write(response, 304, undefined, type, kept, trace);
  else write(response, status, text, type, kept, trace);
}

/**
 * Sends a failure as a problem document. If an answer has begun already, the connection is broken off instead, as half an answer must
 * not look whole. Returns the problem that was told.
 */
export function sendProblem(response: ServerResponse, error: unknown, trace: Trace): Problem {
  const problem = asProblem(error);
  if (response.headersSent) response.destroy();
  else {
    const document = JSON.stringify(toProblemDocument(problem, trace.correlationId));
    write(response, problem.status, document, 'application/problem+json; charset=utf-8', problem.headers, trace);
  }
  return problem;
}

function write(
  response: ServerResponse,
  status: number,
  text: string | undefined,
  type: string,
  headers: Readonly<Record<string, string>> | undefined,
  trace: Trace,
): void {
  if (leavesMuchUnread(response.req)) response.setHeader('Connection', 'close');
  const usual = { 'X-Request-Id': trace.correlationId, 'Cache-Control': 'no-store', ...headers };
  const content = text === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, { ...usual, ...content });
  response.end(text);
}

/** node:http reads the rest of a body that nobody wanted, to use the connection again. That is not worth it for a long one. */
function leavesMuchUnread({ complete, headers }: IncomingMessage): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > bodyLimit);
}
