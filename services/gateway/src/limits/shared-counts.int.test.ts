import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type OwnServer, ownRedis } from '@paidonce/shared/testing';
import { Redis } from 'ioredis';
import { startGateway, type TestGateway } from '../testing/gateway.ts';

let redis: OwnServer;
let gateways: TestGateway[];
beforeAll(async () => {
  redis = await ownRedis();
  const env = { REDIS_URL: redis.url, ADDRESS_REQUESTS_PER_MINUTE: '10', TRUSTED_HOPS: '1' };
  gateways = await Promise.all([1, 2].map(() => startGateway((_request, response) => response.end('{}'), { env })));
  await stateIs('connected');
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  await redis.close();
});

const stateIs = (state: string) =>
  eventually(async () => {
    for (const { url } of gateways)
      expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ dependencies: { redis: state } });
  });

/** How a gateway answers the next request of this client, and how many more it says there may be. */
async function ask(number: number, from: string) {
  const answer = await fetch(`${gateways[number]?.url}/products`, { headers: { 'x-forwarded-for': from } });
  await answer.text();
  const remaining = Number(/r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);
  return { status: answer.status, remaining };
}

async function askTimes(times: number, number: number, from: string): Promise<number[]> {
  const statuses: number[] = [];
  while (statuses.length < times) statuses.push((await ask(number, from)).status);
  return statuses;
}

describe('two gateways with one Redis', () => {
  it('count as one', async () => {
    expect(await askTimes(6, 0, '192.0.2.1')).not.toContain(429);
    await eventually(async () => expect((await ask(1, '192.0.2.1')).remaining).toBeLessThan(4));
    expect(await askTimes(10, 1, '192.0.2.1')).toContain(429);
    await eventually(async () => expect((await ask(0, '192.0.2.1')).status).toBe(429));
    expect((await ask(0, '192.0.2.2')).status).toBe(200);
  });

  it('serve and limit on, each for itself, while Redis is away, and count as one again when it is back', async () => {
    await redis.kill();
    await stateIs('reconnecting');
    for (const number of [0, 1]) {
      const statuses = await askTimes(12, number, '192.0.2.3');
      expect(statuses.slice(0, 10)).toEqual(Array<number>(10).fill(200));
      expect(statuses.slice(10)).toEqual([429, 429]);
    }
    await redis.start();
    await stateIs('connected');
    expect(await askTimes(10, 0, '192.0.2.4')).not.toContain(429);
    await eventually(async () => expect((await ask(1, '192.0.2.4')).status).toBe(429));
  });

  it('serve on while Redis hangs, and know it', async () => {
    const operator = new Redis(redis.url);
    // Long enough to be seen on a busy machine: a second passes until it shows.
    await operator.call('CLIENT', 'PAUSE', '10000', 'ALL');
    operator.disconnect();
    for (const number of [0, 1]) expect(await askTimes(1, number, '192.0.2.5')).toEqual([200]);
    await stateIs('reconnecting');
    await stateIs('connected');
  });

  it('say so in their logs once, and not at each request', () => {
    const about = gateways.map(({ lines }) => lines.filter(({ msg }) => String(msg).startsWith('redis')));
    const away = ['warn', 'info'];
    for (const lines of about) expect(lines.map(({ level }) => level)).toEqual(['info', ...away, ...away]);
  });
});
