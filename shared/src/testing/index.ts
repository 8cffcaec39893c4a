// For tests: servers and databases of their own, and looking at what became of them.

export { type Call, call, type Reply } from './call.ts';
export { type CollectedSpan, type Collector, startCollector } from './collector.ts';
export { copyRows } from './copy-rows.ts';
export { type DeadLetter, deadLetters } from './dead-letters.ts';
export { dumpDatabase } from './dump-database.ts';
export { eventually } from './eventually.ts';
export { figure } from './figure.ts';
export { ownNats } from './own-nats.ts';
export { ownPostgres } from './own-postgres.ts';
export { type CalledBack, type LedgerLine, type OwnProvider, ownProvider } from './own-provider.ts';
export { ownRedis } from './own-redis.ts';
export type { OwnNats, OwnPostgres, OwnServer } from './own-server.ts';
export { type OwnSystem, ownSystem } from './own-system.ts';
export { query } from './query.ts';
export { sharedPostgresUrl } from './shared-postgres.ts';
export { startStreams, type TestStreams } from './start-streams.ts';
export { type TestDatabase, testDatabase } from './test-database.ts';
export { type TestTokens, testTokens } from './test-tokens.ts';
export { tokenPair } from './token-pair.ts';
export { type UnreliableNetwork, unreliableNetwork } from './unreliable-network.ts';
