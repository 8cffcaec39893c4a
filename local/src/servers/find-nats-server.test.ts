import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findNatsServer } from './find-nats-server.ts';

let dir: string;
let copy: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-find-'));
  copy = join(dir, 'copy');
});
afterEach(() => rm(dir, { recursive: true }));

/** A program of that name which tells a version. */
async function program(path: string, version: string): Promise<string> {
  await writeFile(path, `#!/bin/sh\necho "nats-server: v${version}"\n`);
  await chmod(path, 0o755);
  return path;
}

const path = () => `${dir}:/usr/bin:/bin`;
const cannotInstall = async () => false;

describe('the nats-server that is run', () => {
  it('is the one that NATS_SERVER_BIN names, before any other', async () => {
    await program(join(dir, 'nats-server'), '2.12.0');
    const named = await program(join(dir, 'named'), '2.10.0');
    expect(await findNatsServer({ env: { PATH: path(), NATS_SERVER_BIN: named }, copy })).toBe(named);
  });

  it('is never another one when NATS_SERVER_BIN names nothing', async () => {
    const env = { PATH: path(), NATS_SERVER_BIN: join(dir, 'nowhere') };
    await expect(findNatsServer({ env, copy })).rejects.toThrow('there is no such file');
  });

  it('is none that is older than 2.10, though NATS_SERVER_BIN names it', async () => {
    const named = await program(join(dir, 'named'), '2.9.10');
    const search = findNatsServer({ env: { PATH: path(), NATS_SERVER_BIN: named }, copy });
    await expect(search).rejects.toThrow('that is no nats-server 2.10 or later');
  });

  it('is else the one on PATH', async () => {
    await program(join(dir, 'nats-server'), '2.10.0');
    await program(copy, '2.15.1');
    expect(await findNatsServer({ env: { PATH: path() }, copy })).toBe('nats-server');
  });

  it('is the copy of an earlier run when the one on PATH is older than 2.10', async () => {
    await program(join(dir, 'nats-server'), '2.9.10');
    await program(copy, '2.15.1');
    expect(await findNatsServer({ env: { PATH: path() }, copy })).toBe(copy);
  });

  it('is installed where there is none', async () => {
    const asked: string[] = [];
    const install = async (target: string) => asked.push(target) > 0;
    expect(await findNatsServer({ env: { PATH: dir }, copy, install })).toBe(copy);
    expect(asked).toEqual([copy]);
  });

  it('is asked for in one sentence where none can be installed', async () => {
    const search = findNatsServer({ env: { PATH: dir }, copy, install: cannotInstall });
    await expect(search).rejects.toThrow(/brew install nats-server/);
  });
});
