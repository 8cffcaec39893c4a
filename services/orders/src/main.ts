/** `node main.ts [serve|migrate]` */
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { createOrders } from './service.ts';

await runService({
  name: 'orders-svc',
  config,
  commands: {
    serve: ({ config, log }) => createOrders(config, log),
    migrate: migrationCommand('orders-svc', migrations),
  },
});
