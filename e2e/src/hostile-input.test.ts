import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceNames } from '@paidonce/local/system';
import fc from 'fast-check';
import { type Call, call } from './support/call.ts';
import { Customer } from './support/customer.ts';
import { everyRoute } from './support/every-route.ts';
import { exampleOf, inputSchema } from './support/example-of.ts';
import { expectNoneHarms, expectUnharmed } from './support/expect-unharmed.ts';
import { oddBodies, oddBytes, oddHeaders, oddMethods, oddPaths, oddQueries } from './support/hostile.ts';
import { madeUp } from './support/made-up.ts';
import { providerEnvironment, signedFor } from './support/provider.ts';
import { replayable } from './support/replay.ts';
import { sendRaw } from './support/send-raw.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';
import { goodPath } from './support/spoilt-requests.ts';

let shop: Shop;
let callers: Record<'anyone' | 'user' | 'admin', { token: string | undefined }>;
beforeAll(async () => {
  shop = await openShop({ env: { payments: providerEnvironment } });
  callers = { anyone: { token: undefined }, user: new Customer(shop), admin: new Customer(shop, 'admin') };
});
afterAll(() => shop.close());

const rows = everyRoute.map(({ service, route }) => ({ service, route, method: route.method.toUpperCase() }));

describe.each(rows)('$method $route.path', ({ service, route, method }) => {
  const { body } = route;
  const example = body && exampleOf(inputSchema(body));

  const sendTo = (door: string, target: string, request: Call) => {
    const { token } = callers[route.who];
    return call(door + target, { method, token, ...signedFor(route, { body: example, ...request }) });
  };
  const toService = (target: string, request: Call = {}) => sendTo(instanceOf(shop, service).url, target, request);
  const everywhere = (target: string, request: Call = {}) =>
    Promise.all([toService(target, request), sendTo(shop.gatewayUrl, target, request)]);

  if (body)
    it('stands every odd body', () =>
      expectNoneHarms(oddBodies(body), async (odd) => [await toService(goodPath(route), { body: odd })]));

  if (route.params)
    it('stands every odd word in its path', () => expectNoneHarms(oddPaths(route), (odd) => everywhere(odd)));

  it('stands every odd query', () => expectNoneHarms(oddQueries(route), (odd) => everywhere(odd)));

  it('stands every odd header', () =>
    expectNoneHarms(oddHeaders(route), (headers) => everywhere(goodPath(route), { headers })));

  it('stands every odd verb', () =>
    expectNoneHarms(
      oddMethods.map((verb) => [verb, verb]),
      (verb) => everywhere(goodPath(route), { method: verb, body: undefined }),
    ));

  it('stands whatever else can be made up', () =>
    fc.assert(
      fc.asyncProperty(madeUp(route), async ({ target, body }) => expectUnharmed(await toService(target, { body }))),
      replayable(15),
    ));
});

describe.each(serviceNames)('%s', (service) => {
  it.each(oddBytes)('stands %s', async (_, bytes) => {
    expectUnharmed(await sendRaw(instanceOf(shop, service).url, bytes));
  });
});

describe('after all of this', () => {
  it.each(serviceNames)('%s is as well as before, and has not failed', async (name) => {
    const instance = instanceOf(shop, name);
    expect(await call(`${instance.url}/readyz`)).toMatchObject({ status: 200 });
    expect(instance.logs().filter((line) => !/"level":"(info|warn)"/.test(line))).toEqual([]);
  });
});
