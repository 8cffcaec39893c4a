// `node main.ts`: the payment provider, from its ledger to its callbacks.

import { createHttpServer } from '@paidonce/shared/http';
import { runService } from '@paidonce/shared/lifecycle';
import { api } from './api.ts';
import { createCallbacks } from './callbacks.ts';
import { config } from './config.ts';
import { openLedger } from './ledger.ts';
import { createTill } from './till.ts';

const name = 'provider';

await runService({
  name,
  config,
  commands: {
    serve({ config, log }) {
      const { HOST, PORT, PROVIDER_SECRET, CALLBACK_URL, LEDGER_FILE } = config;
      const callbacks = createCallbacks({ url: CALLBACK_URL, secret: PROVIDER_SECRET, log });
      const till = createTill({ ledger: openLedger(LEDGER_FILE), callbacks });
      return {
        parts: [
          callbacks,
          createHttpServer({ host: HOST, port: PORT, app: api({ till, secret: PROVIDER_SECRET }), log }),
        ],
      };
    },
  },
});
