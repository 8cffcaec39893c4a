export { eventually } from './eventually.ts';
export { ownNats } from './own-nats.ts';
export { ownPostgres } from './own-postgres.ts';
export type { OwnNats, OwnPostgres } from './own-server.ts';
export { type TestDatabase, testDatabase } from './test-database.ts';
