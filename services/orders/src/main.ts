// `node main.ts [serve|migrate]`

import { streams } from '@paidonce/shared/contracts';
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { createOrders } from './service.ts';

const { service: name } = streams.ORDERS;

await runService({
  name,
  config,
  commands: {
    serve: ({ config, log }) => createOrders(config, log),
    migrate: migrationCommand(name, migrations),
  },
});
