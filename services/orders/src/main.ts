// `node main.ts [serve|migrate|catch-up|dead-letters|replay]`

import { catchUpCommand } from '@paidonce/shared/catch-up';
import { streams } from '@paidonce/shared/contracts';
import { migrationCommand } from '@paidonce/shared/database';
import { deadLettersCommand, replayCommand } from '@paidonce/shared/inbox';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { createOrders, openOrders } from './service.ts';

const { service: name } = streams.ORDERS;

await runService({
  name,
  config,
  commands: {
    serve: ({ config, log }) => createOrders(config, log),
    migrate: migrationCommand(name, migrations),
    'catch-up': catchUpCommand(name, openOrders),
    'dead-letters': deadLettersCommand(name, openOrders),
    replay: replayCommand(name, openOrders),
  },
});
