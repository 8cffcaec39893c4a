// `node main.ts [serve]`

import { runService } from '@paidonce/shared/lifecycle';
import { config } from './config.ts';
import { createGateway } from './service.ts';

await runService({
  name: 'gateway',
  config,
  commands: { serve: ({ config, log }) => createGateway(config, log) },
});
