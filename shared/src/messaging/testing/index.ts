export { type BareJetStream, type BareMessage, bareJetStream } from './bare-jetstream.ts';
export { quietLogger } from './quiet-logger.ts';
