// Publishes into a stream pipelined: all messages go out at once, their acknowledgements are collected on one
// inbox. The client's own `publish` starts a timer and a request for each message, which costs more than the message.

import { createInbox, JSONCodec, type Msg, headers as natsHeaders, StringCodec } from 'nats';
import { type Connection, requireUp } from './connection.ts';

/** A message as it goes out. */
export type Publication = { id: string; subject: string; headers: Record<string, string>; body: string };

/** What the stream answered: where the message stands, and whether it was there before. */
export type Acknowledgement = { sequence: number; duplicate: boolean };

/** The stream refused a message (it is full, say), did not answer in time, or is not there. */
export class PublishRefused extends Error {
  override readonly name = 'PublishRefused';
}

type PublishAnswer = { seq: number; duplicate?: boolean; error?: { description: string } };

const answerCodec = JSONCodec<PublishAnswer>();
const bodyCodec = StringCodec();

/**
 * @param timeoutMilliseconds for the whole batch
 * @returns an acknowledgement or an error for each message, in their order
 * @throws Disconnected
 */
export function publishAll(
  connection: Connection,
  publications: readonly Publication[],
  timeoutMilliseconds: number,
): Promise<(Acknowledgement | Error)[]> {
  const nats = requireUp(connection);
  const inbox = createInbox(connection.inboxPrefix);
  const answers: (Acknowledgement | Error | undefined)[] = publications.map(() => undefined);
  let missing = publications.length;

  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      subscription.unsubscribe();
      resolve(answers.map((answer) => answer ?? new PublishRefused('not acknowledged in time')));
    };
    const answered = (index: number, answer: Acknowledgement | Error) => {
      answers[index] = answer;
      missing -= 1;
      if (missing === 0) finish();
    };
    const subscription = nats.subscribe(`${inbox}.*`, {
      callback: (error, message) => {
        answered(Number(message.subject.slice(inbox.length + 1)), error ?? readAnswer(message));
      },
    });
    const timer = setTimeout(finish, timeoutMilliseconds);
    publications.forEach((publication, index) => {
      const headers = natsHeaders();
      for (const [name, value] of Object.entries(publication.headers)) headers.set(name, value);
      headers.set('Nats-Msg-Id', publication.id);
      try {
        nats.publish(publication.subject, bodyCodec.encode(publication.body), { headers, reply: `${inbox}.${index}` });
      } catch (error) {
        answered(index, error instanceof Error ? error : new PublishRefused(String(error))); // too large, say
      }
    });
  });
}

function readAnswer(message: Msg): Acknowledgement | Error {
  if (message.headers?.code === 503) return new PublishRefused('no stream listens to this subject');
  try {
    const { error, seq, duplicate } = answerCodec.decode(message.data);
    return error ? new PublishRefused(error.description) : { sequence: seq, duplicate: duplicate ?? false };
  } catch (cause) {
    return new PublishRefused('answered by something that is no stream', { cause });
  }
}
