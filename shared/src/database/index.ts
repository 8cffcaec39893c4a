export { createDatabase, type Database, type DatabaseOptions } from './database.ts';
export { isAway, isRetryable } from './failures.ts';
export { migrationCommand } from './migration-command.ts';
export { type Migrations, migrate, migration } from './migrations.ts';
export { sessionOptions } from './pool.ts';
export { statement } from './statement.ts';
export { inTransaction } from './transaction.ts';
