// `node main.ts make-admin <email>`

import { logLevel, postgresUrl } from '@paidonce/shared/config';
import { createDatabase } from '@paidonce/shared/database';
import { commandWith, Refusal } from '@paidonce/shared/lifecycle';
import { newTrace } from '@paidonce/shared/observability';
import { z } from 'zod';
import type { UsersSchema } from '../../database/schema.ts';
import { UserRepository } from '../../database/user-repository.ts';
import { makeAdmin } from './make-admin.ts';

const config = z.object({ DATABASE_URL: postgresUrl, LOG_LEVEL: logLevel });

/** Prints a line of JSON that says what became of it. It may run beside the serving service, whose relay tells of it. */
export const makeAdminCommand = (name: string) =>
  commandWith(config, async ({ config, log, args: [email, ...surplus] }) => {
    if (email === undefined || surplus.length > 0) throw new Refusal('It needs the email of one account.');
    const database = createDatabase<UsersSchema>({ url: config.DATABASE_URL, name, log });
    const users = new UserRepository(database.db, { wake: () => {} }); // the relay of a serving instance polls
    try {
      const outcome = await makeAdmin({ users })(email, newTrace());
      process.stdout.write(`${JSON.stringify({ email, outcome })}\n`);
    } finally {
      await database.stop();
    }
  });
