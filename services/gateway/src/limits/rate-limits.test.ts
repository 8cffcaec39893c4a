import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, figure, testTokens } from '@paidonce/shared/testing';
import { bob, secret, startGateway, type TestGateway, token } from '../testing/gateway.ts';

let gateway: TestGateway;
afterEach(() => gateway.stop());

const start = (env: Record<string, string>) => startGateway((_request, response) => response.end('{}'), { env });
const ann = testTokens(secret).sign({ ...bob, id: '01935d2e-7b6a-7c3e-9a51-3f2b8c4d5e70' as typeof bob.id });

type Call = { path?: string; method?: string; as?: string; from?: string };

async function call({ path = '/products', method = 'GET', as, from }: Call = {}) {
  const headers = {
    ...(as && { authorization: `Bearer ${as}` }),
    ...(from && { 'x-forwarded-for': from }),
  };
  const answer = await fetch(gateway.url + path, { method, headers });
  await answer.text();
  return answer;
}

async function statuses(times: number, what: Call): Promise<number[]> {
  const answers = [];
  for (let time = 0; time < times; time += 1) answers.push((await call(what)).status);
  return answers;
}

describe('a stranger', () => {
  it('may ask so often in a minute, and then is told to wait, in the words of RFC 9457 and of the RateLimit draft', async () => {
    gateway = await start({ ADDRESS_REQUESTS_PER_MINUTE: '3' });
    const first = await call();
    expect(first.headers.get('ratelimit-policy')).toBe('"address";q=3;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"address";r=2;t=\d+$/);
    expect(await statuses(2, {})).toEqual([200, 200]);

    const refused = await fetch(`${gateway.url}/products`);
    expect(await refused.json()).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/);
    expect(gateway.asked).toHaveLength(3);
    expect(
      figure(await (await fetch(gateway.metricsUrl)).text(), 'paidonce_gateway_limited_total{limit="address"}'),
    ).toBe(1);
  });

  it.each<[string, Call]>([
    ['with a token that is no good', { as: 'x.y.z' }],
    ['for an address that there is not', { path: '/nowhere' }],
    ['by a method that an address does not take', { path: '/products', method: 'DELETE' }],
    ['for what is not for strangers', { path: '/orders' }],
  ])('is counted when asking %s', async (_, what) => {
    gateway = await start({ ADDRESS_REQUESTS_PER_MINUTE: '2' });
    const [first, second, third] = await statuses(3, what);
    expect([first, second]).not.toContain(429);
    expect(third).toBe(429);
  });

  it('is counted by the address that proxies of ours saw, and by the whole network if it is IPv6', async () => {
    gateway = await start({ ADDRESS_REQUESTS_PER_MINUTE: '1', TRUSTED_HOPS: '1' });
    expect(await statuses(2, { from: '192.0.2.1' })).toEqual([200, 429]);
    expect(await statuses(1, { from: '192.0.2.1, 192.0.2.2' })).toEqual([200]);
    expect(await statuses(1, { from: '2001:db8:1:2::1' })).toEqual([200]);
    expect(await statuses(1, { from: '2001:db8:1:2:ffff::9' })).toEqual([429]);
    expect(await statuses(1, { from: '2001:db8:1:3::1' })).toEqual([200]);
  });

  it('cannot pass for somebody else', async () => {
    gateway = await start({ ADDRESS_REQUESTS_PER_MINUTE: '1' });
    expect(await statuses(1, { from: '192.0.2.1' })).toEqual([200]);
    expect(await statuses(1, { from: '192.0.2.2' })).toEqual([429]);
  });

  it('may log in and register less often than look around', async () => {
    gateway = await start({ SIGN_INS_PER_MINUTE: '2' });
    const paths = ['/login', '/api/v1/users/login', '/users', '/users/register/'];
    const signIns = [];
    for (const path of paths) signIns.push((await call({ path, method: 'POST' })).status);
    expect(signIns).toEqual([200, 200, 429, 429]);
    expect(await statuses(1, {})).toEqual([200]);
  });
});

describe('a user', () => {
  it('is counted alone, wherever the requests come from', async () => {
    gateway = await start({ USER_REQUESTS_PER_MINUTE: '2', ADDRESS_REQUESTS_PER_MINUTE: '1' });
    expect(await statuses(3, { as: token, path: '/orders' })).toEqual([200, 200, 429]);
    expect(await statuses(1, { as: ann, path: '/orders' })).toEqual([200]);
    expect(await statuses(1, {})).toEqual([200]);
    expect((await call({ as: ann })).headers.get('ratelimit-policy')).toBe('"user";q=2;w=60');
  });

  it('who asks for what is for administrators is counted as that user, and named in the log', async () => {
    gateway = await start({ USER_REQUESTS_PER_MINUTE: '2', ADDRESS_REQUESTS_PER_MINUTE: '1' });
    expect(await statuses(3, { as: token, path: '/users' })).toEqual([403, 403, 429]);
    expect(await statuses(1, {})).toEqual([200]);
    const forbidden = gateway.lines.filter(({ status }) => status === 403);
    expect(forbidden.map((line) => line.user_id)).toEqual([bob.id, bob.id]);
  });
});

describe('the gateway', () => {
  it('limits nothing that is set to 0', async () => {
    const env = { USER_REQUESTS_PER_MINUTE: '0', ADDRESS_REQUESTS_PER_MINUTE: '0', SIGN_INS_PER_MINUTE: '0' };
    gateway = await start(env);
    const answer = await call();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit')).toBeNull();
  });

  it('can always be asked whether it lives', async () => {
    gateway = await start({ ADDRESS_REQUESTS_PER_MINUTE: '1' });
    await eventually(async () => expect((await call()).status).toBe(429));
    expect(await statuses(2, { path: '/healthz' })).toEqual([200, 200]);
  });
});
