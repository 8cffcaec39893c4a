// The process of products: node src/main.ts [serve|migrate|seed]
import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { createProducts, migrateProducts, seedProducts } from './service.ts';

await runService({
  name: 'products',
  config,
  commands: {
    serve: ({ config, log }) => createProducts(config, log),
    migrate: ({ config, log }) => migrateProducts(config, log),
    seed: ({ config, log }) => seedProducts(config, log),
  },
});
