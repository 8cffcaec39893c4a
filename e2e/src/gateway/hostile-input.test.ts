import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceNames } from '@paidonce/local/system';
import fc from 'fast-check';
import { type Call, call } from '../support/call.ts';
import { everyRoute } from '../support/every-route.ts';
import { exampleOf, inputSchema } from '../support/example-of.ts';
import { expectNoneHarms, expectUnharmed } from '../support/expect-unharmed.ts';
import { describeOfOwnShop, type Gateway, itOfOwnShop, openGateway, reachable } from '../support/gateway.ts';
import { oddBodies, oddBytes, oddHeaders, oddMethods, oddPaths, oddQueries } from '../support/hostile.ts';
import { madeUp } from '../support/made-up.ts';
import { providerEnvironment, signedFor } from '../support/provider.ts';
import { replayable } from '../support/replay.ts';
import { sendRaw } from '../support/send-raw.ts';
import { goodPath } from '../support/spoilt-requests.ts';

let gateway: Gateway;
let callers: Record<'anyone' | 'user' | 'admin', { token: string | undefined }>;
beforeAll(async () => {
  gateway = await openGateway({ payments: providerEnvironment });
  callers = { anyone: { token: undefined }, user: await gateway.customer(), admin: await gateway.administrator() };
});
afterAll(() => gateway.close());

const rows = everyRoute.map(({ service, route }) => ({ service, route, method: route.method.toUpperCase() }));

/** Some of it succeeds: in a given shop, administrators' things are not changed, and nobody can sign for its provider. */
const harmless = ({ route }: (typeof rows)[number]) => route.who !== 'admin' && !route.signed;

describe.each(rows.filter(harmless))('$method $route.path', testsOf);
describeOfOwnShop.each(rows.filter((row) => !harmless(row)))('$method $route.path', testsOf);

function testsOf({ service, route, method }: (typeof rows)[number]): void {
  const { body } = route;
  const example = body && exampleOf(inputSchema(body));

  const sendTo = (door: string, target: string, request: Call) => {
    const { token } = callers[route.who];
    return call(door + target, { method, token, ...signedFor(route, { body: example, ...request }) });
  };
  const toService = (target: string, request: Call = {}) => sendTo(gateway.urlOf(service), target, request);
  const everywhere = (target: string, request: Call = {}) =>
    Promise.all([toService(target, request), sendTo(gateway.gatewayUrl, target, request)]);

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
}

describe.each(reachable)('%s', (service) => {
  it.each(oddBytes)('stands %s', async (_, bytes) => {
    expectUnharmed(await sendRaw(gateway.urlOf(service), bytes));
  });
});

describe('after all of this', () => {
  it.each(reachable)('%s is as well as before', async (name) => {
    expect(await call(`${gateway.urlOf(name)}/readyz`)).toMatchObject({ status: 200 });
  });

  itOfOwnShop.each(serviceNames)('%s has not failed', (name) => {
    expect(gateway.logsOf(name).filter((line) => !/"level":"(info|warn)"/.test(line))).toEqual([]);
  });
});
