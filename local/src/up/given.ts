// Servers that the environment brings take the place of our own.

import { type DatabaseOwner, databaseOwners } from '@paidonce/local/system';

export type Given = { databaseUrls: Partial<Record<DatabaseOwner, string>>; natsUrl: string | undefined };

/** DATABASE_URL_USERS, DATABASE_URL_PRODUCTS and so on, and NATS_URL. */
export function given(env: NodeJS.ProcessEnv = process.env): Given {
  const databaseUrls: Given['databaseUrls'] = {};
  for (const service of databaseOwners) {
    const url = env[`DATABASE_URL_${service.toUpperCase()}`];
    if (url) databaseUrls[service] = url;
  }
  return { databaseUrls, natsUrl: env.NATS_URL || undefined };
}
