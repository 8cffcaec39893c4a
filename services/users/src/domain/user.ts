// A user as the rules know one: without the password, which only logging in needs.

import { type Fact, fact, type Role, type UserId, type UserState, userRegistered } from '@paidonce/shared/contracts';
import { sinceSignUp } from './sessions-valid-from.ts';

export type User = {
  id: UserId;
  /** Counts the changes that are told: of everything but the preferences. */
  version: number;
  name: string;
  /** As it was typed; two that differ only in upper and lower case are the same. */
  email: string;
  role: Role;
  isActive: boolean;
  sessionsValidFrom: Date;
  createdAt: Date;
};

export type NewUser = Pick<User, 'id' | 'name' | 'email' | 'role'> & { isActive?: boolean | undefined };

export function newUser({ isActive = true, ...is }: NewUser, createdAt: Date): User {
  return { ...is, version: 1, isActive, sessionsValidFrom: sinceSignUp(createdAt), createdAt };
}

/** What the others are told: never a name, an email or a hash. */
export function stateOf({ id, version, role, isActive, sessionsValidFrom }: User): UserState {
  return { userId: id, version, role, isActive, sessionsValidFrom };
}

export function registered(user: User): Fact {
  return fact(userRegistered, stateOf(user));
}
