// Puts user-svc together: the only file that knows every part.

import type { OpenService } from '@paidonce/shared/catch-up';
import { streams } from '@paidonce/shared/contracts';
import { createDatabase, type Database } from '@paidonce/shared/database';
import { createApp, createHttpServer, createSigningTokens, type HttpService } from '@paidonce/shared/http';
import type { Part } from '@paidonce/shared/lifecycle';
import { createConnection } from '@paidonce/shared/messaging';
import { createObservability, type Logger, newTrace, type Observed } from '@paidonce/shared/observability';
import { createOutbox, unheard } from '@paidonce/shared/outbox';
import { followEndedSessions } from '@paidonce/shared/sessions';
import type { Config } from './config.ts';
import { Preferences } from './database/preferences.ts';
import type { UsersSchema } from './database/schema.ts';
import { UserRepository } from './database/user-repository.ts';
import { UserStatistics } from './database/user-statistics.ts';
import { changePassword } from './features/change-password/change-password.ts';
import { changeUser } from './features/change-user/change-user.ts';
import { createUser } from './features/create-user/create-user.ts';
import { logIn } from './features/log-in/log-in.ts';
import { recallUsers } from './features/recall-users/recall-users.ts';
import { refuseDemoPasswords } from './features/refuse-demo-passwords/refuse-demo-passwords.ts';
import { registerUser } from './features/register-user/register-user.ts';
import { signUp } from './features/register-user/sign-up.ts';
import { removeUser } from './features/remove-user/remove-user.ts';
import { resetPassword } from './features/reset-password/reset-password.ts';
import { seedAccounts } from './features/seed-accounts/seed-accounts.ts';
import { createGuesses } from './passwords/guesses.ts';
import { createHashingQueue } from './passwords/hashing-queue.ts';
import { createPasswords } from './passwords/passwords.ts';
import { routes } from './routes.ts';

const { service: name } = streams.USERS;

export function createUsers(config: Config, log: Logger): HttpService {
  const observability = createObservability(name, config, log);
  const database = openDatabase(config, observability);
  const connection = createConnection({ url: config.NATS_URL, name, ...observability });
  const sessions = followEndedSessions({ connection, log });
  const outbox = createOutbox({
    databaseUrl: config.DATABASE_URL,
    db: database.db,
    connection,
    stream: streams.USERS,
    limits: { replicas: config.STREAM_REPLICAS },
    ...observability,
  });
  const users = new UserRepository(database.db, outbox);
  const hashing = createHashingQueue();
  observability.metrics.gauge(
    'paidonce_passwords_waiting',
    'Requests that wait for their password to be hashed',
    () => hashing.waiting,
  );
  const passwords = createPasswords(hashing);
  const guesses = createGuesses();
  const tokens = createSigningTokens(config, sessions.ended);

  const register = registerUser({ users, passwords });
  const app = createApp({
    name: 'users',
    routes: routes({
      signUp: signUp({ registerUser: register, guesses }),
      createUser: createUser({ registerUser: register }),
      logIn: logIn({ users, passwords, guesses }),
      changeUser: changeUser({ users }),
      removeUser: removeUser({ users }),
      resetPassword: resetPassword({ users, passwords }),
      changePassword: changePassword({ users, passwords, guesses }),
      users,
      preferences: new Preferences(database.db),
      statistics: new UserStatistics(database.db),
      tokens,
    }),
    tokens,
    dependencies: [database, connection, sessions, outbox.history],
    admit: outbox.history.admit,
    ...observability,
  });
  const http = createHttpServer({ host: config.HOST, port: config.PORT, app, log });
  const guards = config.NODE_ENV === 'production' ? [guard('no demo passwords', refuseDemoPasswords({ users }))] : [];
  return { parts: [observability.tracing, database, ...guards, connection, sessions, outbox, http], http };
}

/** Starts before what it guards, and keeps the service from starting when the check throws. */
function guard(name: string, check: () => Promise<void>): Part {
  return { name, start: check, stop: async () => {} };
}

/** Users without anything that serves or publishes. */
export function openUsers(database: Database<UsersSchema>): OpenService<UsersSchema> {
  const users = new UserRepository(database.db, unheard);
  return { database, subscriptions: [], stream: streams.USERS, recall: recallUsers(users) };
}

/** The `seed` command. */
export async function seedUsers(config: Config, log: Logger): Promise<void> {
  const database = openDatabase(config, { log });
  const outbox = { wake: () => {} }; // the relay of a serving instance finds by its poll what is appended here
  const users = new UserRepository(database.db, outbox);
  const added = await seedAccounts({ users, passwords: createPasswords() })(newTrace());
  log.info({ added }, 'seeded');
  await database.stop();
}

function openDatabase(config: Config, observed: Observed): Database<UsersSchema> {
  return createDatabase<UsersSchema>({ url: config.DATABASE_URL, name, ...observed });
}
