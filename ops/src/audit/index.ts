// What the operator's command and tests use of the auditor.

export { type Audit, type AuditOptions, audit, type Finding } from './audit.ts';
export { auditCommand } from './command.ts';
