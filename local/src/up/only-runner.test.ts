import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { becomeOnlyRunner } from './only-runner.ts';

describe('the only runner of a directory', () => {
  it('keeps a second one out until it ends', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'paidonce-runner-'));
    const release = await becomeOnlyRunner(dir);
    expect(release).toBeDefined();
    expect(await becomeOnlyRunner(dir)).toBeUndefined();
    release?.();
    const again = await becomeOnlyRunner(dir);
    expect(again).toBeDefined();
    again?.();
    await rm(dir, { recursive: true });
  });
});
