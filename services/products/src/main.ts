/** `node main.ts [serve|migrate|seed]` */
import { migrationCommand } from '@paidonce/shared/database';
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { migrations } from './database/migrations/index.ts';
import { createProducts, seedProducts } from './service.ts';

await runService({
  name: 'product-svc',
  config,
  commands: {
    serve: ({ config, log }) => createProducts(config, log),
    migrate: migrationCommand('product-svc', migrations),
    seed: ({ config, log }) => seedProducts(config, log),
  },
});
