// One request to the gateway, tried until it is answered as it should be.

import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';

export type Request = {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  token?: string;
  /** A try that follows a lost answer is the same request to the shop. */
  key?: string;
  body?: object;
};
export type Answer = { status: number; problem: string; body: unknown };

const answerMilliseconds = 15_000;
const pauseMilliseconds = 200;
/**
 * Undici's word for a connection that ended before the answer began. A server that stops closes its idle connections, and cannot know that a
 * request is on its way: a client sends it again on another one (RFC 9112, 9.3.1), as browsers do. Twice in a row is a failure.
 */
const connectionEnded = 'UND_ERR_SOCKET';
const patienceMilliseconds = 300_000;

/**
 * @param isDone what is no failure
 * @throws when five minutes of trying have not done it
 */
export async function ask(
  gatewayUrl: string,
  ledger: Ledger,
  request: Request,
  isDone: (answer: Answer) => boolean,
): Promise<Answer> {
  const begun = Date.now();
  let isSentAgain = false;
  for (;;) {
    const answer = await once(gatewayUrl, request).catch(reasonOf);
    if (answer === connectionEnded && !isSentAgain) {
      isSentAgain = true;
      ledger.sentAgain();
      continue;
    }
    const isAnswer = typeof answer !== 'string';
    if (isAnswer && isDone(answer)) {
      ledger.answered(answer.status, Date.now() - begun);
      return answer;
    }
    ledger.failed(
      `${request.method} ${request.path.replaceAll(/[0-9a-f-]{36}/g, ':id')}: ${isAnswer ? `${answer.status} ${answer.problem}` : answer}`,
    );
    if (Date.now() - begun > patienceMilliseconds)
      throw new Error(`${request.method} ${request.path} is never answered`);
    await delay(pauseMilliseconds);
  }
}

async function once(gatewayUrl: string, { method, path, token, key, body }: Request): Promise<Answer> {
  const reply = await fetch(gatewayUrl + path, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(answerMilliseconds),
  });
  const text = await reply.text();
  const isJson = reply.headers.get('content-type')?.includes('json') ?? false;
  const told: unknown = isJson ? JSON.parse(text) : text;
  return { status: reply.status, problem: String(Object(told).type ?? ''), body: told };
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: Error): string {
  const { code, message } = Object(error.cause ?? error);
  return typeof code === 'string' ? code : String(message);
}
