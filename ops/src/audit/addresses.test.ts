import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findAddresses } from './addresses.ts';

const urlOf = (owner: string) => `postgres://127.0.0.1/${owner}`;
const readerUrls = { users: urlOf('u'), products: urlOf('p'), orders: urlOf('o'), payments: urlOf('y') };
const natsUrl = 'nats://127.0.0.1:4222';

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-addresses-'));
  file = join(dir, 'system.json');
});
afterEach(() => rm(dir, { recursive: true }));

describe('where the auditor looks', () => {
  it('is where the running system is', async () => {
    await writeFile(file, JSON.stringify({ readerUrls, natsUrl, gatewayUrl: 'http://127.0.0.1:8080' }));
    expect(await findAddresses({}, file)).toEqual({ readerUrls, natsUrl });
  });

  it('is where the environment says, before all else', async () => {
    await writeFile(file, JSON.stringify({ readerUrls, natsUrl }));
    const env = { DATABASE_URL_ORDERS: urlOf('elsewhere'), NATS_URL: '' };
    expect(await findAddresses(env, file)).toEqual({
      readerUrls: { ...readerUrls, orders: urlOf('elsewhere') },
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
});
