// NATS, with streams that a test fills in their owners' place.

import type { EventType, Fact, Stream } from '../contracts/index.ts';
import { type OutgoingEvent, outgoingEvent } from '../messaging/index.ts';
import { bareJetStream } from '../messaging/testing/index.ts';
import { newTrace } from '../observability/index.ts';
import { ownNats } from './own-nats.ts';
import type { OwnNats } from './own-server.ts';

export type TestStreams = {
  url: string;
  /** The server, to take it away for a while. */
  nats: Pick<OwnNats, 'stop' | 'start'>;
  /** Puts the fact into its stream, as an event with an id of its own. */
  tell(fact: Fact): Promise<OutgoingEvent>;
  /** Puts an event into its stream once more, so that the stream takes it for another message. */
  tellAgain(event: OutgoingEvent): Promise<void>;
  /** The data of every event of this type that is about this aggregate. */
  toldOf(type: Pick<EventType, 'type' | 'stream'>, aggregate: string): Promise<unknown[]>;
  close(): Promise<void>;
};

/** Starts NATS with these streams; those that the service under test owns it makes by itself. The test closes it. */
export async function startStreams(...told: Stream[]): Promise<TestStreams> {
  const nats = await ownNats();
  const tool = await bareJetStream(nats.url);
  for (const { name, subjects } of told) await tool.createStream(name, subjects);

  const publish = ({ subject, headers, payload }: OutgoingEvent, messageId: string) =>
    tool.publish({ subject, headers: { ...headers, 'Nats-Msg-Id': messageId }, body: JSON.stringify(payload) });
  return {
    url: nats.url,
    nats,
    async tell(fact) {
      const event = outgoingEvent(fact, 'a-test', newTrace());
      await publish(event, event.id);
      return event;
    },
    async tellAgain(event) {
      await publish(event, `${event.id} again`);
    },
    async toldOf({ type, stream }, aggregate) {
      const messages = await tool.messages(stream.name);
      const wanted = messages.filter(({ subject, headers }) => subject === type && headers['ce-subject'] === aggregate);
      return wanted.map(({ body }) => JSON.parse(body));
    },
    async close() {
      await tool.close();
      await nats.close();
    },
  };
}
