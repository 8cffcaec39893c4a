// `node main.ts [serve|migrate|catch-up|seed]`

import { catchUpCommand } from '@paidonce/shared/catch-up';
import { streams } from '@paidonce/shared/contracts';
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { createProducts, openProducts, seedProducts } from './service.ts';

const { service: name } = streams.PRODUCTS;

await runService({
  name,
  config,
  commands: {
    serve: ({ config, log }) => createProducts(config, log),
    migrate: migrationCommand(name, migrations),
    'catch-up': catchUpCommand(name, openProducts),
    seed: ({ config, log }) => seedProducts(config, log),
  },
});
