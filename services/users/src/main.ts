// `node main.ts [serve|migrate|seed|make-admin]`

import { streams } from '@paidonce/shared/contracts';
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { makeAdminCommand } from './features/make-admin/make-admin-command.ts';
import { createUsers, seedUsers } from './service.ts';

const { service: name } = streams.USERS;

await runService({
  name,
  config,
  commands: {
    serve: ({ config, log }) => createUsers(config, log),
    migrate: migrationCommand(name, migrations),
    seed: ({ config, log }) => seedUsers(config, log),
    'make-admin': makeAdminCommand(name),
  },
});
