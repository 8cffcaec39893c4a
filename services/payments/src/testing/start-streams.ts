/** For tests: NATS, with the stream that payments listens to as orders fills it. */
import { type Fact, streams } from '@paidonce/shared/contracts';
import { outgoingEvent } from '@paidonce/shared/messaging';
import { bareJetStream } from '@paidonce/shared/messaging/testing';
import { newTrace } from '@paidonce/shared/observability';
import { ownNats } from '@paidonce/shared/testing';

export type TestStreams = {
  url: string;
  /** Puts the fact into ORDERS, as an event with an id of its own, which it returns. */
  tell(fact: Fact): Promise<string>;
  /** The data of everything on PAYMENTS of this type that is about this payment. */
  toldOf(type: string, paymentId: string): Promise<unknown[]>;
  close(): Promise<void>;
};

export async function startStreams(): Promise<TestStreams> {
  const nats = await ownNats();
  const tool = await bareJetStream(nats.url);
  await tool.createStream(streams.ORDERS.name, streams.ORDERS.subjects);
  return {
    url: nats.url,
    async tell(fact) {
      const { id, subject, headers, payload } = outgoingEvent(fact, 'orders-svc', newTrace());
      await tool.publish({ subject, headers: { ...headers, 'Nats-Msg-Id': id }, body: JSON.stringify(payload) });
      return id;
    },
    async toldOf(type, paymentId) {
      const messages = await tool.messages(streams.PAYMENTS.name);
      const wanted = messages.filter(({ subject, headers }) => subject === type && headers['ce-subject'] === paymentId);
      return wanted.map(({ body }) => JSON.parse(body));
    },
    async close() {
      await tool.close();
      await nats.close();
    },
  };
}
