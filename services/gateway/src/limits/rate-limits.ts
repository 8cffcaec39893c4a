// How many requests a minute somebody may make: users by their id, strangers by their address.

import { TooManyRequests } from '@paidonce/shared/errors';
import { addressBlock } from '@paidonce/shared/http';
import type { Metrics } from '@paidonce/shared/observability';
import { type Counts, createCounts } from './counts.ts';
import { verdict } from './verdict.ts';

const windowSeconds = 60;

/** Requests a minute; 0 is without a limit. */
export type Limits = { user: number; address: number; signIn: number };

/** Name and value of headers for the answer; none where nothing is limited. */
export type LimitHeaders = readonly (readonly [name: string, value: string])[];

export type RateLimits = {
  /** Counts a request with a good token. @throws TooManyRequests */
  ofUser(id: string): LimitHeaders;
  /** Counts a request without one, and more strictly one that asks for one. @throws TooManyRequests */
  ofStranger(address: string, signingIn: boolean): LimitHeaders;
  /** What was counted, by the name of the limit, to be shared with other gateways. */
  counts: ReadonlyMap<string, Counts>;
};

type Policy = { name: string; limit: number; counts: Counts };

/** All in memory and at once: a request waits for nobody here. */
export function createRateLimits(limits: Limits, metrics: Metrics, clock = Date.now): RateLimits {
  const user = policy('user', limits.user);
  const address = policy('address', limits.address);
  const signIn = policy('sign-in', limits.signIn);
  const strangers = [...address, ...signIn];
  const refusals = metrics.counter('paidonce_gateway_limited_total', 'Requests refused as too many, by limit', [
    'limit',
  ]);
  return {
    ofUser: (id) => take(user, id),
    ofStranger: (from, signingIn) => take(signingIn ? strangers : address, addressBlock(from)),
    counts: new Map([...user, ...strangers].map(({ name, counts }) => [name, counts])),
  };

  function take(policies: readonly Policy[], key: string): LimitHeaders {
    if (policies.length === 0) return [];
    const now = clock();
    const elapsed = (now / (windowSeconds * 1000)) % 1;
    const verdicts = policies.map(({ name, limit, counts }) => {
      return { name, limit, ...verdict(counts.of(key, now), { limit, windowSeconds }, elapsed) };
    });
    const headers: LimitHeaders = [
      ['RateLimit-Policy', verdicts.map(({ name, limit }) => `"${name}";q=${limit};w=${windowSeconds}`).join(', ')],
      [
        'RateLimit',
        verdicts.map(({ name, remaining, resetSeconds }) => `"${name}";r=${remaining};t=${resetSeconds}`).join(', '),
      ],
    ];
    const refusal = verdicts.find(({ refused }) => refused);
    if (refusal !== undefined) {
      refusals.inc({ limit: refusal.name });
      const { retryAfterSeconds } = refusal;
      throw new TooManyRequests('Too many requests: slow down', {
        retryAfterSeconds,
        headers: Object.fromEntries(headers),
      });
    }
    for (const { counts } of policies) counts.add(key, now);
    return headers;
  }
}

function policy(name: string, limit: number): Policy[] {
  return limit === 0 ? [] : [{ name, limit, counts: createCounts(windowSeconds * 1000) }];
}
