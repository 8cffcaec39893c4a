// Accounts, for those who have the database.

export { makeAdminCommand } from './make-admin.ts';
