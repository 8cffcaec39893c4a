// Requests between services over core NATS: `rpc.<service>.<verb>`, outside every stream's subjects.

import { JSONCodec, type Msg, headers as natsHeaders } from 'nats';
import { z } from 'zod';
import type { Rpc } from '../contracts/index.ts';
import { Unavailable } from '../errors/index.ts';
import {
  childTraceparent,
  newTrace,
  type Trace,
  type Tracing,
  traceFromHeaders,
  untraced,
} from '../observability/index.ts';
import type { Connection } from './connection.ts';
import { headersOf } from './headers-of.ts';

const envelope = z.object({ deadline: z.number(), request: z.unknown() });
type Envelope = z.infer<typeof envelope>;
type Reply = { answer: unknown } | { refused: string };

const envelopeCodec = JSONCodec<Envelope>();
const replyCodec = JSONCodec<Reply>();

/** For whom a request is made or answered. */
export type RpcCause = { trace?: Trace; tracing?: Tracing | undefined };

/**
 * Asks, and waits at most until the deadline.
 * @param deadline epoch milliseconds
 * @throws Unavailable at once while disconnected (nothing is buffered), when nobody answers in time, or when refused
 */
export async function request<Request, Answer>(
  connection: Connection,
  rpc: Rpc<Request, Answer>,
  body: Request,
  deadline: number,
  { trace = newTrace(), tracing = untraced }: RpcCause = {},
): Promise<Answer> {
  const timeout = deadline - Date.now();
  if (!connection.up || timeout <= 0) throw new Unavailable(`${rpc.subject} cannot be asked now`);
  const span = tracing.begin?.('client', rpc.subject, trace, { 'rpc.system': 'nats', 'rpc.method': rpc.subject });
  const headers = natsHeaders();
  headers.set('x-request-id', trace.correlationId);
  headers.set('traceparent', span?.trace.traceparent ?? childTraceparent(trace));
  let reply: Reply;
  try {
    const message = await connection.up.request(rpc.subject, envelopeCodec.encode({ deadline, request: body }), {
      timeout,
      headers,
    });
    reply = replyCodec.decode(message.data);
    span?.end({}, 'refused' in reply ? 'refused' : undefined);
  } catch (cause) {
    span?.end({}, 'unanswered');
    throw new Unavailable(`${rpc.subject} did not answer in time`, { cause });
  }
  if ('refused' in reply) throw new Unavailable(`${rpc.subject} refused: ${reply.refused}`);
  return rpc.answer.parse(reply.answer);
}

/**
 * Answers requests, shared with the other replicas of the service (a queue group). A request whose deadline has
 * passed is refused unheard: who asked has gone on without the answer.
 * @returns how to stop answering; resolves when what was begun has been answered
 */
export function respond<Request, Answer>(
  connection: Connection,
  rpc: Rpc<Request, Answer>,
  onFailure: (error: unknown) => void,
  answer: (request: Request, trace: Trace) => Promise<Answer>,
  { tracing = untraced }: Pick<RpcCause, 'tracing'> = {},
): () => Promise<void> {
  const queue = rpc.subject;
  const running = new Set<Promise<void>>();
  let subscription: { drain(): Promise<void> } | undefined;

  async function replyTo(message: Msg): Promise<Reply> {
    const received = traceFromHeaders(headersOf(message));
    const span = tracing.begin?.('server', rpc.subject, received, { 'rpc.system': 'nats', 'rpc.method': rpc.subject });
    const reply = await replyOf(message.data, span?.trace ?? received);
    span?.end({}, 'refused' in reply ? 'refused' : undefined);
    return reply;
  }

  async function replyOf(body: Uint8Array, trace: Trace): Promise<Reply> {
    const asked = readEnvelope(body);
    if (!asked) return { refused: 'this is no request' };
    if (asked.deadline <= Date.now()) return { refused: 'the deadline has passed' };
    const parsed = rpc.request.safeParse(asked.request);
    if (!parsed.success) return { refused: parsed.error.issues.map((issue) => issue.message).join('; ') };
    try {
      return { answer: await answer(parsed.data, trace) };
    } catch (error) {
      onFailure(error);
      return { refused: 'failed' };
    }
  }

  const forget = connection.onConnected(() => {
    // The client restores a subscription when it reconnects: it is made once, at the first connection.
    subscription ??= connection.up?.subscribe(rpc.subject, {
      queue,
      callback: (error, message) => {
        if (error) return onFailure(error);
        const done = replyTo(message)
          .then((reply) => void message.respond(replyCodec.encode(reply)))
          .catch(onFailure)
          .finally(() => running.delete(done));
        running.add(done);
      },
    });
  });

  return async () => {
    forget();
    await subscription?.drain();
    await Promise.all(running);
  };
}

/** Anybody may send anything, and what is thrown while the client hands over a message would make the connection deaf. */
function readEnvelope(body: Uint8Array): Envelope | undefined {
  try {
    return envelope.parse(envelopeCodec.decode(body));
  } catch {
    return undefined;
  }
}
