export { dumpDatabase } from './dump-database.ts';
export { eventually } from './eventually.ts';
export { ownNats } from './own-nats.ts';
export { ownPostgres } from './own-postgres.ts';
export type { OwnNats, OwnPostgres } from './own-server.ts';
export { query } from './query.ts';
export { type TestDatabase, testDatabase } from './test-database.ts';
