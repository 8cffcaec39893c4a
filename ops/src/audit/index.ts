// What the operator's command and tests use of the auditor.

export type { Addresses } from './addresses.ts';
export { type Audit, type AuditOptions, audit, type Finding } from './audit.ts';
export { auditCommand, auditUsage } from './command.ts';
export { CouldNotLook } from './could-not-look.ts';
