// `node main.ts [serve|migrate]`

import { streams } from '@paidonce/shared/contracts';
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { createPayments } from './service.ts';

const { service: name } = streams.PAYMENTS;

await runService({
  name,
  config,
  commands: {
    serve: ({ config, log }) => createPayments(config, log),
    migrate: migrationCommand(name, migrations),
  },
});
