import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Way } from '../programs/index.ts';
import { installNatsServer } from './install-nats-server.ts';

let dir: string;
let target: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-install-'));
  target = join(dir, 'nats-server');
});
afterEach(() => rm(dir, { recursive: true }));

/** A way that brings a program of this version. */
const bringing = (version: string): Way => ({
  name: `version ${version}`,
  async install(workDir) {
    const program = join(workDir, 'brought');
    await writeFile(program, `#!/bin/sh\necho "nats-server: v${version}"\n`);
    await chmod(program, 0o755);
    return program;
  },
});

describe('an installed nats-server', () => {
  it('comes from the first way that brings one which is recent enough', async () => {
    expect(await installNatsServer(target, [bringing('2.9.10'), bringing('2.11.0')])).toBe(true);
    expect(await readFile(target, 'utf8')).toContain('v2.11.0');
    expect(await readdir(dir)).toEqual(['nats-server']);
  });

  it('is none rather than one that is too old', async () => {
    expect(await installNatsServer(target, [bringing('2.9.10')])).toBe(false);
    expect(existsSync(target)).toBe(false);
  });
});
