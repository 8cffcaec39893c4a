// The simulated payment provider as a process of its own, for one test alone.

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { keepOutput } from '@paidonce/local/logs';
import { endWithUs, freePort } from '@paidonce/local/servers';

const main = resolve(import.meta.dirname, '../../../provider/src/main.ts');

/** A line of its ledger: what it did. */
export type LedgerLine = { what: 'charged' | 'declined' | 'refunded'; payment_id: string };
/** A callback, as its log tells of it. */
export type CalledBack = { type: string; payment_id: string; status: number };

export type OwnProvider = {
  /** Where it listens once it is started, and what payments has to be given. */
  environment: { PAYMENT_PROVIDER: 'remote'; PROVIDER_URL: string; PROVIDER_SECRET: string };
  /** @param env more environment for this time: a fault point */
  start(callbackUrl: string, env?: Record<string, string>): Promise<void>;
  /** SIGKILL; the ledger stays. */
  kill(): Promise<void>;
  /** Resolves when it has ended by itself. */
  death(): Promise<void>;
  ledger(): Promise<LedgerLine[]>;
  /** What a crash in the middle of writing leaves. Only while it does not run. */
  tearLedger(): Promise<void>;
  callbacks(): CalledBack[];
  /** Ends it and removes its ledger. */
  close(): Promise<void>;
};

export async function ownProvider(): Promise<OwnProvider> {
  const dir = await mkdtemp(join(tmpdir(), 'paidonce-provider-'));
  const ledgerFile = join(dir, 'ledger.jsonl');
  const port = await freePort();
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  let ended: Promise<unknown> = Promise.resolve();

  const kill = async () => {
    child?.kill('SIGKILL');
    await ended;
  };
  return {
    environment: { PAYMENT_PROVIDER: 'remote', PROVIDER_URL: `http://127.0.0.1:${port}`, PROVIDER_SECRET: secret },
    async start(callbackUrl, more = {}) {
      const own = { PORT: String(port), PROVIDER_SECRET: secret, CALLBACK_URL: callbackUrl, LEDGER_FILE: ledgerFile };
      const started = spawn(process.execPath, [main], {
        env: { ...process.env, ...own, ...more },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      ended = once(started, 'close');
      endWithUs(started);
      keepOutput('provider', started);
      const listening = new Promise<void>((heard) => {
        createInterface({ input: started.stdout }).on('line', (line) => {
          lines.push(line);
          if (line.includes('"listening"')) heard();
        });
      });
      const failed = ended.then(() => Promise.reject(new Error('the provider ended instead of listening')));
      await Promise.race([listening, failed]);
      failed.catch(() => {}); // it is meant to end one day
    },
    kill,
    async death() {
      await ended;
    },
    ledger: async () => parsed<LedgerLine>((await readFile(ledgerFile, 'utf8')).split('\n')),
    tearLedger: () => appendFile(ledgerFile, '{"at":"2026-01-01T00:00:00.000Z","what":"char'),
    callbacks: () => parsed<CalledBack>(lines).filter(({ type, status }) => type !== undefined && status !== undefined),
    async close() {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The lines are the provider's own. */
function parsed<Line>(lines: readonly string[]): Line[] {
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line);
}
