// What a service has told and its database does not know (any more).

import { eventId, type Stream } from '../contracts/index.ts';
import { type Connection, readStream, type StoredMessage, streamState } from '../messaging/index.ts';
import type { KnownStream } from './cursor.ts';

/** A database that lacks anything lacks the newest: it shows by these. Whatever the stream holds, looking costs no more. */
const mostExamined = 1_000;

/** Told by the service itself: in its name, under its id, and as its relay publishes. */
export function isOwn(stream: Stream, { id, source, headers }: StoredMessage): boolean {
  return source === stream.service && headers['Nats-Msg-Id'] === id && eventId.safeParse(id).success;
}

/**
 * The newest events that the service told and that its outbox does not know. Only what came after the last acknowledgement that the
 * database knows of is looked at: nothing, as a rule, or what a relay published when it died.
 * @param unknown tells which of these ids the outbox does not know. It is asked after the stream was read: a row is committed before its
 * event is published, so that whatever is in the stream is visible by then in the database that told it
 * @throws Disconnected, or what NATS or `unknown` throws
 */
export async function forgottenEvents(
  connection: Connection,
  stream: Stream,
  known: KnownStream,
  unknown: (ids: readonly string[]) => Promise<string[]>,
): Promise<string[]> {
  const state = await streamState(connection, stream);
  if (!state) return [];
  const acknowledged = state.created === known.created ? known.acked : 0;
  const after = Math.max(acknowledged, state.lastSequence - mostExamined);
  const own: string[] = [];
  for await (const page of readStream(connection, stream, { pageSize: mostExamined, after }))
    own.push(...page.filter((message) => isOwn(stream, message)).map(({ id }) => id));
  return own.length === 0 ? [] : unknown(own);
}
