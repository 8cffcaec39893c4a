// What the environment brings: servers that take the place of our own, and which payment provider there is.

import { type DatabaseOwner, databaseOwners } from '@paidonce/local/system';

export type Given = {
  databaseUrls: Partial<Record<DatabaseOwner, string>>;
  natsUrl: string | undefined;
  remoteProvider: boolean;
};

/**
 * DATABASE_URL_USERS, DATABASE_URL_PRODUCTS and so on, NATS_URL, and PAIDONCE_PROVIDER.
 * @throws one sentence when PAIDONCE_PROVIDER is no provider
 */
export function given(env: NodeJS.ProcessEnv = process.env): Given {
  const { PAIDONCE_PROVIDER: provider = 'simulated' } = env;
  if (provider !== 'simulated' && provider !== 'remote' && provider !== '')
    throw new Error('PAIDONCE_PROVIDER must be simulated or remote.');
  const databaseUrls: Given['databaseUrls'] = {};
  for (const service of databaseOwners) {
    const url = env[`DATABASE_URL_${service.toUpperCase()}`];
    if (url) databaseUrls[service] = url;
  }
  return { databaseUrls, natsUrl: env.NATS_URL || undefined, remoteProvider: provider === 'remote' };
}
