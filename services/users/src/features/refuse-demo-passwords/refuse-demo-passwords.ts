// In production no door may open with a password that stands in the README.

import { Refusal } from '@paidonce/shared/lifecycle';
import type { UserRepository } from '../../database/user-repository.ts';

export type RefuseDemoPasswordsDependencies = { users: UserRepository };

/** @throws Refusal while there are demo accounts: the service must not start then */
export const refuseDemoPasswords =
  ({ users }: RefuseDemoPasswordsDependencies) =>
  async (): Promise<void> => {
    if (!(await users.anyDemoPassword())) return;
    throw new Refusal(
      'This database has demo accounts, whose password everybody knows. Remove them, or use another database in production.',
    );
  };
