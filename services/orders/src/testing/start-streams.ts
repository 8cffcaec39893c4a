/** For tests: NATS, with the streams that orders listens to as their owners fill them. */
import { type Fact, streams } from '@paidonce/shared/contracts';
import { type OutgoingEvent, outgoingEvent } from '@paidonce/shared/messaging';
import { bareJetStream } from '@paidonce/shared/messaging/testing';
import { newTrace } from '@paidonce/shared/observability';
import { ownNats } from '@paidonce/shared/testing';

export type TestStreams = {
  url: string;
  /** Puts the fact into its stream, as an event with an id of its own. */
  tell(fact: Fact): Promise<OutgoingEvent>;
  /** Puts an event into its stream once more, so that the stream takes it for another message. */
  tellAgain(event: OutgoingEvent): Promise<void>;
  /** The data of everything on ORDERS of this type that is about this order. */
  toldOf(type: string, orderId: string): Promise<unknown[]>;
  close(): Promise<void>;
};

export async function startStreams(): Promise<TestStreams> {
  const nats = await ownNats();
  const tool = await bareJetStream(nats.url);
  for (const { name, subjects } of [streams.PAYMENTS, streams.PRODUCTS]) await tool.createStream(name, subjects);

  const publish = ({ subject, headers, payload }: OutgoingEvent, messageId: string) =>
    tool.publish({ subject, headers: { ...headers, 'Nats-Msg-Id': messageId }, body: JSON.stringify(payload) });
  return {
    url: nats.url,
    async tell(fact) {
      const event = outgoingEvent(fact, 'a-test', newTrace());
      await publish(event, event.id);
      return event;
    },
    async tellAgain(event) {
      await publish(event, `${event.id} again`);
    },
    async toldOf(type, orderId) {
      const messages = await tool.messages(streams.ORDERS.name);
      const wanted = messages.filter(({ subject, headers }) => subject === type && headers['ce-subject'] === orderId);
      return wanted.map(({ body }) => JSON.parse(body));
    },
    async close() {
      await tool.close();
      await nats.close();
    },
  };
}
