// How an account changes, and what of that ends its sessions.

import { type Fact, fact, type UserState, userDeleted, userUpdated } from '@paidonce/shared/contracts';
import { sinceEndOfSessions } from './sessions-valid-from.ts';
import { stateOf, type User } from './user.ts';

/** What can be said anew of an account; what is left out stays as it is. */
export type Wishes = { [Field in 'name' | 'email' | 'role' | 'isActive']?: User[Field] | undefined };

/** From which version to which, with the event that tells of it. */
export type AccountChange = { before: User; after: User; facts: readonly Fact[] };

/** A change that leaves everything as it is has no facts, and is not written. */
export function change(before: User, wishes: Wishes, now: Date): AccountChange {
  const after: User = {
    ...before,
    name: wishes.name ?? before.name,
    email: wishes.email ?? before.email,
    role: wishes.role ?? before.role,
    isActive: wishes.isActive ?? before.isActive,
  };
  const changed = (['name', 'email', 'role', 'isActive'] as const).some((field) => after[field] !== before[field]);
  if (!changed) return { before, after: before, facts: [] };
  // A token says the role, so it goes when the role does; coming back to life ends nothing.
  return updated(
    before,
    after.role !== before.role || (before.isActive && !after.isActive) ? endSessions(after, now) : after,
  );
}

/** Whoever has a token got by the old password has to show the new one. */
export function passwordChange(before: User, now: Date): AccountChange {
  return updated(before, endSessions(before, now));
}

/** The account is gone for good. The last thing that is told of it says that it is not active. */
export function removal(before: User, now: Date): AccountChange {
  const after = { ...endSessions(before, now), isActive: false, version: before.version + 1 };
  return { before, after, facts: [fact(userDeleted, stateOf(after))] };
}

/** An account of which nothing is left but what was told of it. */
export function lost({ userId, version, role, sessionsValidFrom }: UserState, now: Date): Fact {
  const end = sinceEndOfSessions(now, sessionsValidFrom);
  return fact(userDeleted, { userId, version: version + 1, role, isActive: false, sessionsValidFrom: end });
}

/** Such a change is only for those who leave another administrator behind. */
export function takesAdministrator({ before, after }: AccountChange): boolean {
  return isAdministrator(before) && !isAdministrator(after);
}

function isAdministrator({ role, isActive }: User): boolean {
  return role === 'admin' && isActive;
}

function updated(before: User, changed: User): AccountChange {
  const after = { ...changed, version: before.version + 1 };
  return { before, after, facts: [fact(userUpdated, stateOf(after))] };
}

function endSessions(user: User, now: Date): User {
  return { ...user, sessionsValidFrom: sinceEndOfSessions(now, user.sessionsValidFrom) };
}
