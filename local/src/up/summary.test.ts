import { describe, expect, it } from '@jest/globals';
import type { System } from '@paidonce/local/system';
import { paint } from './colours.ts';
import { summary } from './summary.ts';

const url = 'postgres://paidonce:secret@127.0.0.1:54329/paidonce';
const metrics = 'http://127.0.0.1:9090/metrics';
const urls = { users: url, products: url, orders: url, payments: url };
const system: System = {
  gatewayUrl: 'http://127.0.0.1:8080',
  metricsUrls: { gateway: metrics, users: metrics, products: metrics, orders: metrics, payments: metrics },
  services: { users: [], products: [], orders: [], payments: [], gateway: [] },
  databaseUrls: urls,
  readerUrls: urls,
  natsUrl: 'nats://a:secret@10.0.0.1:4222, nats://10.0.0.2:4222',
  natsMonitorUrl: undefined,
  jwtSecretKey: 'secret',
  serverPids: {},
  stop: () => Promise.resolve(),
};

describe('the summary', () => {
  it('names every NATS server of several, and no password', () => {
    const text = summary(system, paint({ isTTY: false }, {}));
    expect(text).toContain('nats -s nats://10.0.0.1:4222,nats://10.0.0.2:4222 stream ls');
    expect(text).not.toContain('secret');
  });
});
