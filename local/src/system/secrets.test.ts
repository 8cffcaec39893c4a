import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSecrets } from './secrets.ts';

let dir: string;
let file: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-secrets-'));
  file = join(dir, 'data/secrets.json');
});
afterEach(() => rm(dir, { recursive: true }));

describe('secrets', () => {
  it('stay the same from start to start', async () => {
    expect(await loadSecrets(file)).toEqual(await loadSecrets(file));
  });

  it('are for their owner alone', async () => {
    await loadSecrets(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('are long, random, all different, and can be recognised', async () => {
    const secrets = Object.values(await loadSecrets(file));
    expect(new Set(secrets).size).toBe(secrets.length);
    for (const secret of secrets) expect(secret).toMatch(/^paidonce_[A-Za-z0-9]{34}$/);
  });

  it('that are missing are added to those that are kept', async () => {
    const first = await loadSecrets(file);
    await writeFile(file, JSON.stringify({ jwt: first.jwt }));
    const second = await loadSecrets(file);
    expect(second.jwt).toBe(first.jwt);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(second);
  });

  it('that cannot be read are never replaced in silence', async () => {
    await loadSecrets(file);
    await writeFile(file, '{"jwt":');
    await expect(loadSecrets(file)).rejects.toThrow('make reset');
  });
});
