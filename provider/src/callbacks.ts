// Tells payments what became of a charge or a refund: signed, and again when it did not get there.

import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@paidonce/shared/contracts';
import type { Part } from '@paidonce/shared/lifecycle';
import type { Logger } from '@paidonce/shared/observability';
import { signWebhook } from '@paidonce/shared/webhooks';

export type Word = {
  type: 'charge.succeeded' | 'charge.declined' | 'refund.succeeded';
  data: { payment_id: string; reason?: string };
};

export type Callbacks = Part & {
  /** Resolves when it was taken, so many times, or given up. Who gave it up is asked again by payments. */
  send(word: Word, times?: number): Promise<void>;
  /** The same by somebody who does not know the secret, once. */
  forge(word: Word): Promise<void>;
  /** Does it after a while, with nobody waiting. Forgotten when the process ends. */
  later(milliseconds: number, tell: () => Promise<void>): void;
};

export type CallbacksOptions = { url: string; secret: Uint8Array; log: Logger };

const patienceMilliseconds = 5_000;
const pausesMilliseconds = [500, 2_000, 8_000];

export function createCallbacks({ url, secret, log }: CallbacksOptions): Callbacks {
  const ending = new AbortController();
  const running = new Set<Promise<void>>();

  async function send(word: Word, times = 1): Promise<void> {
    const id = newId();
    for (let time = 1; time <= times; time += 1) await deliver(id, word);
  }

  async function deliver(id: string, word: Word): Promise<void> {
    for (const pause of [...pausesMilliseconds, undefined]) {
      if (await post(id, word, secret)) return;
      if (pause !== undefined) await delay(pause, undefined, { signal: ending.signal });
    }
  }

  async function post(id: string, word: Word, by: Uint8Array): Promise<boolean> {
    const body = JSON.stringify(word);
    const headers = { 'Content-Type': 'application/json', ...signWebhook(by, { id, at: new Date(), body }) };
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(patienceMilliseconds)]);
    const told = { type: word.type, ...word.data };
    try {
      const { ok, status } = await fetch(url, { method: 'POST', headers, body, signal });
      log.info({ ...told, status }, ok ? 'called back' : 'the callback was refused');
      return ok;
    } catch (error) {
      if (!ending.signal.aborted) log.warn({ ...told, err: error }, 'the callback did not get there');
      return false;
    }
  }

  return {
    name: 'callbacks',
    send,
    forge: async (word) => void (await post(newId(), word, randomBytes(32))),
    later(milliseconds, tell) {
      const told = delay(milliseconds, undefined, { signal: ending.signal })
        .then(tell)
        .catch((error: unknown) => {
          if (!ending.signal.aborted) throw error;
        })
        .finally(() => running.delete(told));
      running.add(told);
    },
    start: () => Promise.resolve(),
    async stop() {
      ending.abort();
      await Promise.all(running);
    },
  };
}
