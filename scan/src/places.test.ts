import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makePassword } from '@paidonce/shared/secrets';
import { testTokens, tokenPair } from '@paidonce/shared/testing';
import type { Finding } from './gitleaks.ts';
import { scanHistory, scanLogs, scanManifests, scanSaved, scanTree } from './places/index.ts';

const run = promisify(execFile);
const random = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '');

/** One of each kind, by the rule that has to find it. */
const planted: Readonly<Record<string, string>> = {
  'paidonce-password': `postgres://orders:${makePassword()}@orders-db/orders`,
  'webhook-secret': `whsec_${randomBytes(32).toString('base64')}`,
  'password-hash': `$argon2id$v=19$m=19456,t=2,p=1$${random(16)}$${random(32)}`,
  'private-key': tokenPair().privateKey,
  jwt: testTokens(makePassword()).sign({ id: 'ada', email: 'ada@example.com', role: 'user' }),
};
const rules = Object.keys(planted).sort();

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-scan-test-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function put(file: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), text);
}
/** Each secret in a file of its own. */
async function plant(folder: string, textOf = (secret: string) => `${secret}\n`): Promise<void> {
  for (const [rule, secret] of Object.entries(planted)) await put(`${folder}/${rule}.txt`, textOf(secret));
}
const somebody = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
const git = (...args: string[]) => run('git', ['-C', dir, ...somebody, ...args]);
const commit = (message: string) => git('commit', '--quiet', '--allow-empty', `--message=${message}`);

const places = (findings: Finding[] | undefined = []) => findings.map(({ rule, file }) => `${file}: ${rule}`).sort();
/** What is found when each kind is in the file that is called after it. */
const each = (folder: string) => rules.map((rule) => `${folder}${rule}.txt: ${rule}`);

describe('a secret of each kind', () => {
  it('is found in logs, as it is and as JSON', async () => {
    await plant('logs/plain');
    await plant('logs/json', (secret) => `${JSON.stringify({ level: 'info', msg: `asked with ${secret}` })}\n`);
    expect(places(await scanLogs(join(dir, 'logs')))).toEqual([...each('json/'), ...each('plain/')]);
  });

  it('is found in the working tree before it is added, and is at home in what git ignores', async () => {
    await git('init', '--quiet');
    await put('.gitignore', 'data/\n');
    await plant('data');
    await plant('new');
    expect(places(await scanTree(dir))).toEqual(each('new/'));
  });

  it('is found in a commit though the next one takes it away, on whichever branch', async () => {
    await git('init', '--quiet');
    await commit('empty');
    await git('checkout', '--quiet', '-b', 'elsewhere');
    await plant('notes');
    await git('add', '.');
    await commit('one');
    await git('rm', '--quiet', '-r', 'notes');
    await commit('two');
    await git('checkout', '--quiet', '-');
    expect(places(await scanHistory(dir))).toEqual(each('notes/'));
  });

  it('is found in what was said to a commit, and to a tag', async () => {
    await git('init', '--quiet');
    const message = Object.values(planted).join('\n');
    const found = rules.map((rule) => `a message of a commit or a tag: ${rule}`);
    await commit(message);
    expect(places(await scanHistory(dir))).toEqual(found);
    await git('tag', '--message', message, 'v1');
    expect(places(await scanHistory(dir))).toEqual([...found, ...found].sort());
  });

  it('is found in a layer of an image, as engines save it today and did before, compressed or not', async () => {
    await plant('app');
    await run('tar', ['-C', dir, '-cf', join(dir, 'layer.tar'), 'app']);
    const layer = await readFile(join(dir, 'layer.tar'));
    await put('image/blobs/sha256/0001', layer);
    await put('image/blobs/sha256/0002', gzipSync(layer));
    await put('image/0003/layer.tar', layer);
    await run('tar', ['-C', join(dir, 'image'), '-cf', join(dir, 'saved.tar'), '.']);
    expect(places(await scanSaved(join(dir, 'saved.tar')))).toEqual([
      ...each('0003/layer.tar!app/'),
      ...each('blobs/sha256/0001.tar!app/'),
      ...each('blobs/sha256/0002.tar.gz!app/'),
    ]);
  });
});

describe('a password', () => {
  it('is found in the environment that an image brings', async () => {
    await put('blobs/sha256/0001', JSON.stringify({ config: { Env: [`DATABASE_PASSWORD=${makePassword()}`] } }));
    await run('tar', ['-C', dir, '-cf', join(dir, 'saved.tar'), 'blobs']);
    expect(places(await scanSaved(join(dir, 'saved.tar')))).toEqual(['blobs/sha256/0001: paidonce-password']);
  });

  it('is found in a manifest, as it is and as a Secret would hold it', async () => {
    const env = { ONE: makePassword(), TWO: Buffer.from(makePassword()).toString('base64') };
    const found = await scanManifests({ careless: { services: { products: { env } } } });
    expect(new Set(places(found))).toEqual(new Set(['careless.yaml: paidonce-password']));
    expect(new Set(found.map(({ line }) => line)).size).toBeGreaterThanOrEqual(2);
  });

  it('is found each time one is made', async () => {
    const passwords = Array.from({ length: 50 }, makePassword);
    await put('all.log', passwords.join('\n'));
    expect(await scanLogs(dir)).toHaveLength(passwords.length);
  });
});

describe('what could not be looked at', () => {
  it('is never taken for clean: an empty folder of logs, a part of a history', async () => {
    await expect(scanLogs(dir)).rejects.toThrow('Nothing was kept');
    await git('init', '--quiet', 'whole');
    for (const message of ['one', 'two']) await git('-C', 'whole', 'commit', '-q', '--allow-empty', '-m', message);
    await git('clone', '--quiet', '--depth=1', `file://${join(dir, 'whole')}`, 'part');
    await expect(scanHistory(join(dir, 'part'))).rejects.toThrow('git fetch --unshallow');
  });
});
