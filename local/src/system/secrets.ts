// Passwords and the key of tokens: random, made at the first start, kept in a file that only its owner reads.

import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makePassword } from '@paidonce/shared/secrets';

const names = [
  'jwt',
  'postgres',
  'reader',
  'users',
  'users_owner',
  'products',
  'products_owner',
  'orders',
  'orders_owner',
  'payments',
  'payments_owner',
  'provider',
] as const;
export type Secrets = Record<(typeof names)[number], string>;

/** Reads the secrets of earlier starts; makes those that are missing. */
export async function loadSecrets(file: string): Promise<Secrets> {
  const kept = await read(file);
  // Each name gets its value here.
  const secrets = Object.fromEntries(names.map((name) => [name, kept[name] ?? makePassword()])) as Secrets;
  if (names.some((name) => kept[name] === undefined)) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return secrets;
}

async function read(file: string): Promise<Partial<Secrets>> {
  if (!existsSync(file)) return {};
  try {
    // Our own file, written above.
    return JSON.parse(await readFile(file, 'utf8')) as Partial<Secrets>;
  } catch (cause) {
    throw new Error(`${file} cannot be read: restore it, or begin anew with make reset`, { cause });
  }
}
