import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { System } from '@paidonce/local/system';
import { thenStop } from './then-stop.ts';

let dir: string;
let file: string;
let stops: number;
let system: System;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-stop-'));
  file = join(dir, 'system.json');
  stops = 0;
  const none = { users: '', products: '', orders: '', payments: '' };
  system = {
    metricsUrls: { gateway: '', users: '', products: '', orders: '', payments: '' },
    gatewayUrl: '',
    services: { users: [], products: [], orders: [], payments: [], gateway: [] },
    databaseUrls: none,
    readerUrls: none,
    natsUrl: '',
    natsMonitorUrl: undefined,
    jwtSecretKey: '',
    serverPids: {},
    stop: async () => {
      stops += 1;
    },
  };
});
afterEach(() => rm(dir, { recursive: true }));

describe('a running system', () => {
  it('can be found as long as it runs, and is stopped when that is over', async () => {
    await thenStop(system, file, async () => {
      expect(existsSync(file)).toBe(true);
      expect(stops).toBe(0);
    });
    expect({ found: existsSync(file), stops }).toEqual({ found: false, stops: 1 });
  });

  it('does not run on behind an error', async () => {
    const fails = async () => Promise.reject(new Error('broken'));
    await expect(thenStop(system, file, fails)).rejects.toThrow('broken');
    expect({ found: existsSync(file), stops }).toEqual({ found: false, stops: 1 });
  });

  it('is stopped also when it cannot be written down', async () => {
    await expect(thenStop(system, join(dir, 'nowhere/system.json'), async () => {})).rejects.toThrow('ENOENT');
    expect(stops).toBe(1);
  });
});
