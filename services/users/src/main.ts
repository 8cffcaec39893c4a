/** The process of users: node src/main.ts [serve|migrate|seed] */
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { createUsers, migrateUsers, name, seedUsers } from './service.ts';

await runService({
  name,
  config,
  commands: {
    serve: ({ config, log }) => createUsers(config, log),
    migrate: ({ config, log }) => migrateUsers(config, log),
    seed: ({ config, log }) => seedUsers(config, log),
  },
});
