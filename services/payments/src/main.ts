/** `node main.ts [serve|migrate]` */
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { createPayments } from './service.ts';

await runService({
  name: 'payments-svc',
  config,
  commands: {
    serve: ({ config, log }) => createPayments(config, log),
    migrate: migrationCommand('payments-svc', migrations),
  },
});
