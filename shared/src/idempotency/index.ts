export { KeyReused } from './key-reused.ts';
export { createKeyTrimming } from './key-trimming.ts';
export { type Claim, claimOf, keyParameter, recordKey } from './keys.ts';
export { type Once, once } from './once.ts';
export { idempotencyTables } from './tables.ts';
