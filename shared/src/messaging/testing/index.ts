export { type BareJetStream, type BareMessage, bareJetStream } from './bare-jetstream.ts';
export { type NatsUser, natsUser, type Outcome } from './nats-user.ts';
export { quietLogger } from './quiet-logger.ts';
