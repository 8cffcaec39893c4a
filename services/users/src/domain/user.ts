// A user as the rules know one: without the password, which only logging in needs.

import { type Fact, fact, type Role, type UserId, userRegistered } from '@paidonce/shared/contracts';
import { sessionsValidFrom } from './sessions-valid-from.ts';

export type User = {
  id: UserId;
  version: number;
  name: string;
  /** As it was typed; two that differ only in upper and lower case are the same. */
  email: string;
  role: Role;
  isActive: boolean;
  preferences: Record<string, unknown>;
  createdAt: Date;
};

export function newUser(is: Pick<User, 'id' | 'name' | 'email' | 'role'>, createdAt: Date): User {
  return { ...is, version: 1, isActive: true, preferences: {}, createdAt };
}

/** What the others are told: never a name, an email or a hash. */
export function registered({ id, version, role, isActive, createdAt }: User): Fact {
  return fact(userRegistered, { userId: id, version, role, isActive, sessionsValidFrom: sessionsValidFrom(createdAt) });
}
