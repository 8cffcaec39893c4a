// Where the databases and the streams are: as the environment says, else as the system that runs from this checkout does.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatabaseOwner, databaseOwners } from '@paidonce/shared/contracts';
import { z } from 'zod';
import { CouldNotLook } from './could-not-look.ts';

export type Addresses = { readerUrls: Record<DatabaseOwner, string>; natsUrl: string };

const urls = z.object({ users: z.url(), products: z.url(), orders: z.url(), payments: z.url() });
const systemFile = z.object({ readerUrls: urls, natsUrl: z.string() });
const usualFile = join(import.meta.dirname, '../../../.paidonce/system.json');

/**
 * From `DATABASE_URL_<SERVICE>` and `NATS_URL`; what is not said there comes from the file that `make up` writes.
 * @throws CouldNotLook naming what is missing or wrong
 */
export async function findAddresses(env: NodeJS.ProcessEnv = process.env, file = usualFile): Promise<Addresses> {
  const said = databaseOwners.map((owner) => [owner, env[variableOf(owner)] || undefined] as const);
  const isComplete = env.NATS_URL && said.every(([, url]) => url);
  const running = isComplete ? undefined : await readSystemFile(file);
  const found = { ...running?.readerUrls, ...Object.fromEntries(said.filter(([, url]) => url)) };
  const readerUrls = urls.safeParse(found);
  const natsUrl = env.NATS_URL || running?.natsUrl;
  if (readerUrls.success && natsUrl) return { readerUrls: readerUrls.data, natsUrl };
  const wanted = databaseOwners.filter((owner) => !z.url().safeParse(found[owner]).success).map(variableOf);
  throw new CouldNotLook(
    `There is no running system here: start it with make up, or set ${[...wanted, ...(natsUrl ? [] : ['NATS_URL'])].join(', ')}.`,
  );
}

const variableOf = (owner: DatabaseOwner) => `DATABASE_URL_${owner.toUpperCase()}`;

async function readSystemFile(file: string): Promise<z.output<typeof systemFile> | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return systemFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new CouldNotLook(`${file} does not say where the system is: start it again with make up.`, { cause });
  }
}
