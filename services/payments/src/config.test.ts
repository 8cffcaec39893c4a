import { describe, expect, it } from '@jest/globals';
import { InvalidConfig, loadConfig } from '@paidonce/shared/config';
import { config } from './config.ts';

const usual = {
  DATABASE_URL: 'postgres://payments@127.0.0.1/payments',
  NATS_URL: 'nats://127.0.0.1:4222',
  ORDERS_URL: 'http://127.0.0.1:8083',
  JWT_SECRET_KEY: 'kX3vR9pQ7sT1wZ5yB8nM2cL4dF6gH0jA',
};
const PROVIDER_URL = 'https://provider.example/v1';
const PROVIDER_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

function refusals(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(config, { ...usual, ...environment });
    return [];
  } catch (error) {
    if (error instanceof InvalidConfig) return error.sentences;
    throw error;
  }
}

describe('the payment provider', () => {
  it('is the one inside when nothing else is said', () => {
    expect(loadConfig(config, usual)).toMatchObject({ PAYMENT_PROVIDER: 'simulated' });
  });

  it('outside needs an address and a secret, which are asked for together with whatever else is missing', () => {
    expect(refusals({ PAYMENT_PROVIDER: 'remote', ORDERS_URL: '' })).toEqual([
      'ORDERS_URL is missing.',
      'PROVIDER_URL is missing, which PAYMENT_PROVIDER=remote needs.',
      'PROVIDER_SECRET is missing, which PAYMENT_PROVIDER=remote needs.',
    ]);
    expect(refusals({ PAYMENT_PROVIDER: 'remote', PROVIDER_URL, PROVIDER_SECRET })).toEqual([]);
  });

  it.each([
    ['is no base64', 'whsec_!!'],
    ['lacks its prefix', Buffer.alloc(32, 7).toString('base64')],
    ['is too short', `whsec_${Buffer.alloc(31, 7).toString('base64')}`],
  ])('has a secret, which is refused when it %s, and never repeated', (_, secret) => {
    const [sentence, ...others] = refusals({ PROVIDER_SECRET: secret });
    expect(sentence).toMatch(/^PROVIDER_SECRET must be whsec_ and base64 of at least 32 bytes/);
    expect(sentence).not.toContain(secret);
    expect(others).toEqual([]);
  });
});
