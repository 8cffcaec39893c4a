export { KeyReused } from './key-reused.ts';
export { type Claim, claimOf, keyParameter, keys, recordKey } from './keys.ts';
export { type Once, once } from './once.ts';
export { idempotencyTables } from './tables.ts';
