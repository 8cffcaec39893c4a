export { appendInTransaction } from './append-in-transaction.ts';
export { anEvent, type Publishing, type Replica, startPublishing } from './publishing.ts';
