/** Puts user-svc together: the only file that knows every part. */
import { streams } from '@paidonce/shared/contracts';
import { createDatabase, type Database } from '@paidonce/shared/database';
import { createApp, createHttpServer, createTokens, type HttpServer } from '@paidonce/shared/http';
import type { Part } from '@paidonce/shared/lifecycle';
import { createConnection } from '@paidonce/shared/messaging';
import { type Logger, newTrace } from '@paidonce/shared/observability';
import { createOutbox } from '@paidonce/shared/outbox';
import type { Config } from './config.ts';
import type { UsersSchema } from './database/schema.ts';
import { UserRepository } from './database/user-repository.ts';
import { createUser } from './features/create-user/create-user.ts';
import { logIn } from './features/log-in/log-in.ts';
import { refuseDemoPasswords } from './features/refuse-demo-passwords/refuse-demo-passwords.ts';
import { registerUser } from './features/register-user/register-user.ts';
import { seedAccounts } from './features/seed-accounts/seed-accounts.ts';
import { createPasswords } from './passwords.ts';
import { routes } from './routes.ts';

const name = 'user-svc';

export function createUsers(config: Config, log: Logger): { parts: Part[]; http: HttpServer } {
  const database = openDatabase(config, log);
  const connection = createConnection({ url: config.NATS_URL, name, logger: log });
  const outbox = createOutbox({ databaseUrl: config.DATABASE_URL, connection, stream: streams.USERS, logger: log });
  const users = new UserRepository(database.db, outbox);
  const passwords = createPasswords();
  const tokens = createTokens(config.JWT_SECRET_KEY);

  const register = registerUser({ users, passwords });
  const app = createApp({
    routes: routes({
      registerUser: register,
      createUser: createUser(register),
      logIn: logIn({ users, passwords }),
      users,
      tokens,
    }),
    tokens,
    dependencies: [database, connection],
    log,
  });
  const http = createHttpServer({ host: config.HOST, port: config.PORT, app, log });
  const guards = config.NODE_ENV === 'production' ? [refuseDemoPasswords(users)] : [];
  return { parts: [database, ...guards, connection, outbox, http], http };
}

/** The `seed` command. */
export async function seedUsers(config: Config, log: Logger): Promise<void> {
  const database = openDatabase(config, log);
  const outbox = { wake: () => {} }; // the relay of a serving instance finds by its poll what is appended here
  const users = new UserRepository(database.db, outbox);
  const added = await seedAccounts({ users, passwords: createPasswords() })(newTrace());
  log.info({ added }, 'seeded');
  await database.stop();
}

function openDatabase(config: Config, log: Logger): Database<UsersSchema> {
  return createDatabase<UsersSchema>({ url: config.DATABASE_URL, name, logger: log });
}
