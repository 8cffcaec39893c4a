// What was told of accounts that the database has forgotten. Names, emails and passwords are told to nobody: they do not come back.

import { isOf, type Recall } from '@paidonce/shared/catch-up';
import { type UserState, userDeleted, userRegistered, userUpdated } from '@paidonce/shared/contracts';
import { newTrace } from '@paidonce/shared/observability';
import type { UsersSchema } from '../../database/schema.ts';
import type { UserRepository } from '../../database/user-repository.ts';
import { lost } from '../../domain/account-change.ts';

type Transaction = Parameters<Recall<UsersSchema>['apply']>[1];

export const recallUsers = (users: UserRepository): Recall<UsersSchema> => ({
  types: [userRegistered, userUpdated, userDeleted],
  async apply(events, transaction) {
    const newest = new Map<UserState['userId'], { state: UserState; isDeleted: boolean }>();
    for (const event of events)
      if (isOf(userDeleted, event)) newest.set(event.data.userId, { state: event.data, isDeleted: true });
      else if (isOf(userRegistered, event) || isOf(userUpdated, event))
        newest.set(event.data.userId, { state: event.data, isDeleted: false });
    const left: string[] = [];
    for (const { state, isDeleted } of newest.values())
      left.push(...(await recall(users, transaction, state, isDeleted)));
    return left;
  },
});

async function recall(
  users: UserRepository,
  transaction: Transaction,
  state: UserState,
  isDeleted: boolean,
): Promise<string[]> {
  const { userId } = state;
  if (isDeleted) {
    await users.keepDeleted(transaction, userId);
    return [];
  }
  if (await users.keepTold(transaction, state))
    return [`account ${userId} was changed since: its name, email and password are again those of the backup`];
  // Nobody can log in to it any more: that it is gone ends the sessions which it has left.
  await users.tellLost(transaction, lost(state, new Date()), newTrace());
  return [`account ${userId} was registered since and is lost: its owner has to sign up again`];
}
