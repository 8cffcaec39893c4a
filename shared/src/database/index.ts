export { coalesced } from './coalesced.ts';
export { createDatabase, type Database, type DatabaseOptions } from './database.ts';
export { blamesTheData, isAway, isOutage } from './failures.ts';
export { migrationCommand } from './migration-command.ts';
export { type Migrations, migrate, migration } from './migrations.ts';
export { serviceLimits, sessionOptions } from './pool.ts';
export { statement } from './statement.ts';
export { inTransaction } from './transaction.ts';
