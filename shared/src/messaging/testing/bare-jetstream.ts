// JetStream as an operator or a careless stranger has it: for tests that look into streams, or do things to them.

import { type ConsumerInfo, connect, JSONCodec, headers as natsHeaders, type StreamInfo, StringCodec } from 'nats';

export type BareMessage = { sequence: number; subject: string; headers: Record<string, string>; body: string };

export type BareJetStream = {
  /** Everything that the stream holds, in its order. */
  messages(stream: string): Promise<BareMessage[]>;
  /** Waits for the stream to take it. @returns whether it was stored, or known by its `Nats-Msg-Id` already */
  publish(message: Omit<BareMessage, 'sequence'>): Promise<{ duplicate: boolean }>;
  /** Hears what is published from now on, also what the stream knows already. @returns the growing list of `Nats-Msg-Id`s */
  listen(subject: string): string[];
  /** Answers every message on the subject with this text. */
  answer(subject: string, text: string): void;
  /** One request in core NATS. @returns the answer's text */
  request(subject: string, body: string): Promise<string>;
  /** Creates the stream with bare defaults, for tests of those who only read it. */
  createStream(stream: string, subjects: string): Promise<void>;
  streamInfo(stream: string): Promise<StreamInfo>;
  setMaxBytes(stream: string, maxBytes: number): Promise<void>;
  deleteStream(stream: string): Promise<void>;
  consumerInfo(stream: string, durable: string): Promise<ConsumerInfo>;
  deleteConsumer(stream: string, durable: string): Promise<void>;
  close(): Promise<void>;
};

/** Short, because a test asks again: servers are stopped and started under its hands. */
const patience = { timeout: 1_000 };

export async function bareJetStream(url: string): Promise<BareJetStream> {
  const nats = await connect({ servers: url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  const manager = await nats.jetstreamManager(patience);
  const jetstream = nats.jetstream(patience);
  const text = StringCodec();

  async function messages(stream: string): Promise<BareMessage[]> {
    const found: BareMessage[] = [];
    const { state } = await manager.streams.info(stream);
    if (state.messages === 0) return found;
    const consumer = await jetstream.consumers.get(stream);
    for await (const { seq, subject, headers, data } of await consumer.fetch({ max_messages: state.messages })) {
      const pairs = (headers?.keys() ?? []).map((name) => [name, headers?.get(name) ?? '']);
      found.push({ sequence: seq, subject, headers: Object.fromEntries(pairs), body: text.decode(data) });
    }
    return found;
  }

  return {
    messages,
    async publish({ subject, headers, body }) {
      const header = natsHeaders();
      for (const [name, value] of Object.entries(headers)) header.set(name, value);
      const { duplicate } = await jetstream.publish(subject, text.encode(body), { headers: header });
      return { duplicate };
    },
    listen(subject) {
      const heard: string[] = [];
      nats.subscribe(subject, { callback: (_, message) => void heard.push(message.headers?.get('Nats-Msg-Id') ?? '') });
      return heard;
    },
    answer(subject, words) {
      nats.subscribe(subject, { callback: (_, message) => void message.respond(text.encode(words)) });
    },
    async request(subject, body) {
      const answer = await nats.request(subject, text.encode(body), { timeout: 2_000 });
      return text.decode(answer.data);
    },
    async createStream(stream, subjects) {
      await manager.streams.add({ name: stream, subjects: [subjects] });
    },
    streamInfo: (stream) => manager.streams.info(stream),
    async setMaxBytes(stream, maxBytes) {
      // The client's `update` sends back all that `info` gave it, which also holds what cannot be changed.
      const { config } = await manager.streams.info(stream);
      const body = JSONCodec().encode({ ...config, max_bytes: maxBytes });
      await nats.request(`$JS.API.STREAM.UPDATE.${stream}`, body);
    },
    async deleteStream(stream) {
      await manager.streams.delete(stream);
    },
    consumerInfo: (stream, durable) => manager.consumers.info(stream, durable),
    async deleteConsumer(stream, durable) {
      await manager.consumers.delete(stream, durable);
    },
    close: () => nats.close(),
  };
}
