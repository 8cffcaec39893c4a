/** In production no door may open with a password that stands in the README. */
import type { Part } from '@paidonce/shared/lifecycle';
import type { UserRepository } from '../../database/user-repository.ts';

/** A part that starts before the HTTP server: while there are demo accounts, it keeps the service from starting. */
export const refuseDemoPasswords = (users: UserRepository): Part => ({
  name: 'no demo passwords',
  async start() {
    if (!(await users.anyDemoPassword())) return;
    throw new Error(
      'This database has demo accounts, whose password everybody knows. Remove them, or use another database in production.',
    );
  },
  stop: () => Promise.resolve(),
});
