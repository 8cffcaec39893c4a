import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase } from '@paidonce/shared/database';
import { createSigningTokens, deadlineIn } from '@paidonce/shared/http';
import { createLogger, newTrace } from '@paidonce/shared/observability';
import { EndedSessions } from '@paidonce/shared/sessions';
import { call, eventually } from '@paidonce/shared/testing';
import type { UsersSchema } from '../../database/schema.ts';
import { UserRepository } from '../../database/user-repository.ts';
import { stateOf, type User } from '../../domain/user.ts';
import { createGuesses } from '../../passwords/guesses.ts';
import { createPasswords, type Passwords } from '../../passwords/passwords.ts';
import { password, startUsers, type TestUsers } from '../../testing/start-users.ts';
import { logInHttp } from './log-in.http.ts';
import { logIn } from './log-in.ts';

let users: TestUsers;
beforeAll(async () => {
  users = await startUsers();
});
afterAll(() => users.stop());

describe('a log-in during which the password is changed', () => {
  it('gives a token that the change has ended', async () => {
    const ada = await users.somebody();
    const log = createLogger({ name: 'users', level: 'silent' });
    const database = createDatabase<UsersSchema>({ url: users.config.DATABASE_URL, name: 'users', log });
    const repository = new UserRepository(database.db, { wake: () => {} });
    const read = async (): Promise<User> => {
      const user = await repository.find(ada.id);
      if (user === undefined) throw new Error('she has just signed up');
      return user;
    };

    const { passwords, verified, goOn } = heldBack();
    const ended = new EndedSessions();
    const tokens = createSigningTokens(users.config, ended);
    const loggingIn = logInHttp(
      logIn({ users: repository, passwords, guesses: createGuesses() }),
      tokens,
    )({ ...asked, body: { email: ada.email, password } });
    await verified;
    const changed = await call(`${users.url}/users/me/password`, {
      method: 'PUT',
      token: ada.token,
      body: { current_password: password, new_password: 'correct horse battery' },
    });
    expect(changed.status).toBe(200);
    const after = await read();
    // From here on a token that is dated by now would be good.
    await eventually(() => expect(Date.now()).toBeGreaterThanOrEqual(after.sessionsValidFrom.getTime()));
    goOn();

    const { body } = await loggingIn;
    expect(tokens.verify(body.access_token)).toMatchObject({ id: ada.id });
    ended.learn(stateOf(after), Date.now());
    expect(() => tokens.verify(body.access_token)).toThrow('The session of this token has ended');
    await database.stop();
  });
});

const asked = {
  params: undefined,
  query: undefined,
  caller: undefined,
  address: '192.0.2.1',
  trace: newTrace(),
  deadline: deadlineIn(60_000),
  keyed: undefined,
  ifMatch: undefined,
};

/** Verifies as ever, and says so only when it may go on. */
function heldBack(): { passwords: Passwords; verified: Promise<void>; goOn: () => void } {
  const real = createPasswords();
  const verified = Promise.withResolvers<void>();
  const allowed = Promise.withResolvers<void>();
  const passwords: Passwords = {
    ...real,
    async verify(...of) {
      const correct = await real.verify(...of);
      verified.resolve();
      await allowed.promise;
      return correct;
    },
  };
  return { passwords, verified: verified.promise, goOn: allowed.resolve };
}
