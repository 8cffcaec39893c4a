// The environment of the provider.

import { host, httpUrl, logLevel, port, webhookSecret } from '@paidonce/shared/config';
import { z } from 'zod';

export const config = z.object({
  HOST: host,
  PORT: port(8090),
  LOG_LEVEL: logLevel,
  PROVIDER_SECRET: webhookSecret,
  CALLBACK_URL: httpUrl,
  LEDGER_FILE: z.string(),
});
