// `node main.ts [serve|migrate|catch-up|seed|make-admin]`

import { catchUpCommand } from '@paidonce/shared/catch-up';
import { streams } from '@paidonce/shared/contracts';
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { makeAdminCommand } from './features/make-admin/make-admin-command.ts';
import { createUsers, openUsers, seedUsers } from './service.ts';

const { service: name } = streams.USERS;

await runService({
  name,
  config,
  commands: {
    serve: ({ config, log }) => createUsers(config, log),
    migrate: migrationCommand(name, migrations),
    'catch-up': catchUpCommand(name, openUsers),
    seed: ({ config, log }) => seedUsers(config, log),
    'make-admin': makeAdminCommand(name),
  },
});
