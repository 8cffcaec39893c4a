import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findAddresses } from './addresses.ts';

const urlOf = (owner: string) => `postgres://127.0.0.1/${owner}`;
const databaseUrls = { users: urlOf('U'), products: urlOf('P'), orders: urlOf('O'), payments: urlOf('Y') };
const readerUrls = { users: urlOf('u'), products: urlOf('p'), orders: urlOf('o'), payments: urlOf('y') };
const natsUrl = 'nats://127.0.0.1:4222';

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-addresses-'));
  file = join(dir, 'system.json');
});
afterEach(() => rm(dir, { recursive: true }));

describe('where paidonce looks', () => {
  it('is where the running system is', async () => {
    await writeFile(file, JSON.stringify({ readerUrls, databaseUrls, natsUrl, gatewayUrl: 'http://127.0.0.1:8080' }));
    expect(await findAddresses({}, file)).toEqual({ readerUrls, ownerUrls: databaseUrls, natsUrl });
  });

  it('is where the environment says, before all else', async () => {
    await writeFile(file, JSON.stringify({ readerUrls, databaseUrls, natsUrl }));
    const env = { DATABASE_URL_ORDERS: urlOf('elsewhere'), NATS_URL: '' };
    expect(await findAddresses(env, file)).toEqual({
      readerUrls: { ...readerUrls, orders: urlOf('elsewhere') },
      ownerUrls: { ...databaseUrls, orders: urlOf('elsewhere') },
      natsUrl,
    });
  });

  it('is told by one sentence when it is nowhere', async () => {
    await expect(findAddresses({ DATABASE_URL_USERS: urlOf('u') }, file)).rejects.toThrow(
      'set DATABASE_URL_PRODUCTS, DATABASE_URL_ORDERS, DATABASE_URL_PAYMENTS, NATS_URL.',
    );
  });

  it('is not guessed from a file that cannot be read', async () => {
    await writeFile(file, '{"natsUrl":');
    await expect(findAddresses({}, file)).rejects.toThrow('make up');
  });

  it.each(['DATABASE_URL_ORDER', 'DATABASE_URL_ODRERS', 'DATABASE_URLS_ORDERS', 'database_url_orders'])(
    'is not elsewhere because of a mistyped %s',
    async (name) => {
      await expect(findAddresses({ [name]: urlOf('elsewhere') }, file)).rejects.toThrow(
        `There is no variable ${name}: did you mean DATABASE_URL_ORDERS?`,
      );
    },
  );

  it('is not told by the variables of other programs', async () => {
    await writeFile(file, JSON.stringify({ readerUrls, databaseUrls, natsUrl }));
    expect(await findAddresses({ DATABASE_URL: 'x', DATABASE_URL_METABASE: 'y' }, file)).toMatchObject({ readerUrls });
  });

  it('is never a malformed address, whose variable is named without its value', async () => {
    await expect(findAddresses({ DATABASE_URL_ORDERS: 'orders:secret' }, file)).rejects.toThrow(
      /^DATABASE_URL_ORDERS must be an address like postgres:[\s\S]*database\.$/,
    );
  });
});
