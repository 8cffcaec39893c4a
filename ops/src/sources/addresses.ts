// Where the databases and the streams are: as the environment says, else as the system that runs from this checkout does.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatabaseOwner, databaseOwners } from '@paidonce/shared/contracts';
import { z } from 'zod';
import { CouldNotLook } from './could-not-look.ts';
import { refuseMistyped, variableOf } from './variables.ts';

export type Addresses = {
  /** For reading. */
  readerUrls: Record<DatabaseOwner, string>;
  /** As the services themselves have them, for their own commands. */
  ownerUrls: Record<DatabaseOwner, string>;
  natsUrl: string;
};

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const urls = z.object({ users: postgresUrl, products: postgresUrl, orders: postgresUrl, payments: postgresUrl });
const systemFile = z.object({ readerUrls: urls, databaseUrls: urls, natsUrl: z.string() });
const usualFile = join(import.meta.dirname, '../../../.paidonce/system.json');

/**
 * From `DATABASE_URL_<SERVICE>` and `NATS_URL`; what is not said there comes from the file that `make up` writes.
 * @throws CouldNotLook naming what is missing or wrong
 */
export async function findAddresses(env: NodeJS.ProcessEnv = process.env, file = usualFile): Promise<Addresses> {
  refuseMistyped(env);
  const said: Partial<Record<DatabaseOwner, string>> = {};
  for (const owner of databaseOwners) {
    const url = env[variableOf(owner)];
    if (!url) continue;
    if (!postgresUrl.safeParse(url).success)
      throw new CouldNotLook(
        `${variableOf(owner)} must be an address like postgres://user:password@host:port/database.`,
      );
    said[owner] = url;
  }
  const isComplete = env.NATS_URL && databaseOwners.every((owner) => said[owner]);
  const running = isComplete ? undefined : await readSystemFile(file);
  const readerUrls = urls.safeParse({ ...running?.readerUrls, ...said });
  const ownerUrls = urls.safeParse({ ...running?.databaseUrls, ...said });
  const natsUrl = env.NATS_URL || running?.natsUrl;
  if (readerUrls.success && ownerUrls.success && natsUrl)
    return { readerUrls: readerUrls.data, ownerUrls: ownerUrls.data, natsUrl };
  const wanted = databaseOwners.filter((owner) => !said[owner]).map(variableOf);
  throw new CouldNotLook(
    `There is no running system here: start it with make up, or set ${[...wanted, ...(natsUrl ? [] : ['NATS_URL'])].join(', ')}.`,
  );
}

async function readSystemFile(file: string): Promise<z.output<typeof systemFile> | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return systemFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new CouldNotLook(`${file} does not say where the system is: start it again with make up.`, { cause });
  }
}
