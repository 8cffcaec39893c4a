// Several gateways count as one by way of Redis. No request waits for it: what was counted is told a few times a second, and what the
// others have counted comes back with the answer. Without Redis each counts for itself.

import type { Dependency, Part } from '@paidonce/shared/lifecycle';
import type { Logger } from '@paidonce/shared/observability';
import { Redis } from 'ioredis';
import type { Counts } from './counts.ts';

/** So long gateways may count apart, in milliseconds: by so much of its rate a client can exceed its limit. */
const pauseMilliseconds = 100;

/** The window and the one before it are looked at; then nobody asks again. */
const keptMilliseconds = 180_000;

const answerLimitMilliseconds = 1_000;

export type SharedCounts = Part & Dependency;

export function shareCounts(url: string, counts: ReadonlyMap<string, Counts>, log: Logger): SharedCounts {
  const redis = new Redis(url, {
    lazyConnect: true,
    // Nothing is kept for later: what could not be told is told the next time.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: answerLimitMilliseconds,
    connectTimeout: answerLimitMilliseconds,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let reachable: boolean | undefined;
  let stopped = false;
  let telling = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const noteThat = (now: boolean, err?: unknown) => {
    if (reachable === now || stopped) return;
    reachable = now;
    if (now) log.info('redis connected; limits are shared');
    else log.warn({ err }, 'redis does not answer; limits count for this gateway alone until it does');
  };
  redis.on('error', (error) => noteThat(false, error));
  redis.on('close', () => noteThat(false));
  redis.on('ready', () => noteThat(true));

  const tell = async () => {
    for (const [limit, counted] of counts) {
      const entries = counted.untold();
      if (entries.length === 0) continue;
      const batch = redis.pipeline();
      for (const { window, key, own } of entries) {
        const name = `paidonce:limit:${limit}:${window}:${key}`;
        batch.incrby(name, own).pexpire(name, keptMilliseconds);
      }
      const answers = (await batch.exec()) ?? [];
      entries.forEach((entry, index) => {
        const [error, known] = answers[index * 2] ?? [];
        if (error === null && typeof known === 'number') counted.told(entry, known);
      });
      // A pipeline tells of failures, such as answers that do not come, one by one, and does not fail itself.
      const failed = answers.find(([error]) => error !== null);
      noteThat(failed === undefined, failed?.[0]);
    }
  };
  const goOn = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      telling = (redis.status === 'ready' ? tell() : Promise.resolve())
        .catch((error) => noteThat(false, error))
        .then(goOn);
    }, pauseMilliseconds).unref();
  };

  return {
    name: 'redis',
    required: false,
    check: async () => (reachable ? 'connected' : 'reconnecting'),
    async start() {
      // Not awaited: a gateway without Redis serves.
      redis.connect().catch((error) => noteThat(false, error));
      goOn();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await telling;
      redis.disconnect();
    },
  };
}
