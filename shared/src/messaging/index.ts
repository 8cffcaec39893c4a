export { connected } from './connected.ts';
export { type Connection, createConnection, Disconnected } from './connection.ts';
export { consume, type Delivery } from './consumption.ts';
export {
  aggregateHeader,
  type Event,
  eventIdHeader,
  type OutgoingEvent,
  outgoingEvent,
  readEvent,
  typeHeader,
} from './event.ts';
export { findMessages } from './find-messages.ts';
export { type FollowedMessage, type Following, followStream } from './follow-stream.ts';
export type { Consumption } from './keep-taking.ts';
export { type ConsumerLag, consumerLag, type StreamUse, streamUse } from './lag.ts';
export { maxAge } from './max-age.ts';
export { onPoke, poke } from './poke.ts';
export { type ConsumerState, consumerState, settledSequence, streamState } from './progress.ts';
export { type Acknowledgement, type Publication, PublishRefused, publishAll } from './publisher.ts';
export { type ReadStreamOptions, readStream, type StoredMessage } from './read-stream.ts';
export { createResponder } from './responder.ts';
export { request, respond } from './rpc.ts';
export { defaultLimits, ensureConsumer, ensureStream, type StreamLimits, type StreamState } from './streams.ts';
