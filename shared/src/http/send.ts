// Writing an answer. By hand on node:http: Express's res.json computes an ETag and looks up types that are always the same.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { asProblem, type Problem, toProblemDocument } from '../errors/index.ts';
import type { Trace } from '../observability/index.ts';
import type { Answer } from './answer.ts';
import { bodyLimit } from './read-json.ts';

/** Sends an answer with its body as JSON. Does nothing if the client has gone. */
export function sendAnswer(response: ServerResponse, answer: Answer, trace: Trace): void {
  write(response, answer.status, answer.body, 'application/json; charset=utf-8', answer.headers, trace);
}

/**
 * Sends a failure as a problem document. If an answer has begun already, the connection is broken off instead, as half an answer must
 * not look whole. Returns the problem that was told.
 */
export function sendProblem(response: ServerResponse, error: unknown, trace: Trace): Problem {
  const problem = asProblem(error);
  if (response.headersSent) response.destroy();
  else {
    const document = toProblemDocument(problem, trace.correlationId);
    write(response, problem.status, document, 'application/problem+json; charset=utf-8', problem.headers, trace);
  }
  return problem;
}

function write(
  response: ServerResponse,
  status: number,
  body: unknown,
  type: string,
  headers: Readonly<Record<string, string>> | undefined,
  trace: Trace,
): void {
  if (leavesMuchUnread(response.req)) response.setHeader('Connection', 'close');
  const text = JSON.stringify(body);
  const usual = { 'X-Request-Id': trace.correlationId, 'Cache-Control': 'no-store', ...headers };
  response.writeHead(status, { ...usual, 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

/** node:http reads the rest of a body that nobody wanted, to use the connection again. That is not worth it for a long one. */
function leavesMuchUnread({ complete, headers }: IncomingMessage): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > bodyLimit);
}
