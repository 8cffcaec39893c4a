// Requests between services over core NATS: `rpc.<service>.<verb>`, outside every stream's subjects.

import { JSONCodec } from 'nats';
import { z } from 'zod';
import type { Rpc } from '../contracts/index.ts';
import { Unavailable } from '../errors/index.ts';
import type { Connection } from './connection.ts';

const envelope = z.object({ deadline: z.number(), request: z.unknown() });
type Envelope = z.infer<typeof envelope>;
type Reply = { answer: unknown } | { refused: string };

const envelopeCodec = JSONCodec<Envelope>();
const replyCodec = JSONCodec<Reply>();

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
): Promise<Answer> {
  const timeout = deadline - Date.now();
  if (!connection.up || timeout <= 0) throw new Unavailable(`${rpc.subject} cannot be asked now`);
  let reply: Reply;
  try {
    const message = await connection.up.request(rpc.subject, envelopeCodec.encode({ deadline, request: body }), {
      timeout,
    });
    reply = replyCodec.decode(message.data);
  } catch (cause) {
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
  answer: (request: Request) => Promise<Answer>,
): () => Promise<void> {
  const queue = rpc.subject;
  const running = new Set<Promise<void>>();
  let subscription: { drain(): Promise<void> } | undefined;

  async function replyTo(body: Uint8Array): Promise<Reply> {
    const asked = readEnvelope(body);
    if (!asked) return { refused: 'this is no request' };
    if (asked.deadline <= Date.now()) return { refused: 'the deadline has passed' };
    const parsed = rpc.request.safeParse(asked.request);
    if (!parsed.success) return { refused: parsed.error.issues.map((issue) => issue.message).join('; ') };
    try {
      return { answer: await answer(parsed.data) };
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
        const done = replyTo(message.data)
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
