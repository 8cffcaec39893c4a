// `node main.ts [serve|migrate|seed]`

import { streams } from '@paidonce/shared/contracts';
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { createProducts, seedProducts } from './service.ts';

const { service: name } = streams.PRODUCTS;

await runService({
  name,
  config,
  commands: {
    serve: ({ config, log }) => createProducts(config, log),
    migrate: migrationCommand(name, migrations),
    seed: ({ config, log }) => seedProducts(config, log),
  },
});
