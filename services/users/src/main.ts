/** `node main.ts [serve|migrate|seed]` */
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { createUsers, seedUsers } from './service.ts';

await runService({
  name: 'user-svc',
  config,
  commands: {
    serve: ({ config, log }) => createUsers(config, log),
    migrate: migrationCommand('user-svc', migrations),
    seed: ({ config, log }) => seedUsers(config, log),
  },
});
