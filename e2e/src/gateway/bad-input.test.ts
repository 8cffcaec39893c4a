import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes as gatewayRoutes } from '@paidonce/gateway/src/routes.ts';
import { serviceNames } from '@paidonce/local/system';
import { newId } from '@paidonce/shared/contracts';
import { z } from 'zod';
import { badTokens } from '../support/bad-tokens.ts';
import { type Call, call, type Reply } from '../support/call.ts';
import type { Customer } from '../support/customer.ts';
import { everyRoute } from '../support/every-route.ts';
import { exampleOf, inputSchema } from '../support/example-of.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { describeOfOwnShop, type Gateway, itOfOwnShop, openGateway, reachable } from '../support/gateway.ts';
import { providerEnvironment, signedFor } from '../support/provider.ts';
import { sendRaw } from '../support/send-raw.ts';
import { secret, spoiltBodies } from '../support/spoil.ts';
import { goodPath, spoiltPaths, spoiltQueries, unreadableBodies } from '../support/spoilt-requests.ts';

let gateway: Gateway;
let customer: Customer;
let administrator: Customer;
beforeAll(async () => {
  gateway = await openGateway({ payments: providerEnvironment });
  [customer, administrator] = [await gateway.customer(), await gateway.administrator()];
});
afterAll(() => gateway.close());

const rows = everyRoute.map(({ service, route }) => ({ service, route, method: route.method.toUpperCase() }));

/** Whether what is sent to the one path may be for the other. */
const standsFor = (other: string, path: string) => new RegExp(`^${other.replaceAll(/:\w+/g, '[^/]+')}$`).test(path);

describe.each(rows.filter(({ route }) => !route.signed))('$method $route.path', testsOf);
// Nobody but the provider of one's own shop can sign.
describeOfOwnShop.each(rows.filter(({ route }) => route.signed))('$method $route.path', testsOf);

function testsOf({ service, route, method }: (typeof rows)[number]): void {
  const { query, body } = route;
  const path = goodPath(route);

  /** The same request to the service itself, and through the gateway under both families of paths. */
  function everywhere(target: string, make: () => Call = () => ({})): Promise<Reply[]> {
    const doors = new Set([gateway.urlOf(service), `${gateway.gatewayUrl}/api/v1`, gateway.gatewayUrl]);
    const { token } = { anyone: { token: undefined }, user: customer, admin: administrator }[route.who];
    return Promise.all([...doors].map((door) => call(door + target, { method, token, ...signedFor(route, make()) })));
  }

  it.each(badTokens)('refuses a token %s', async (_, forge) => {
    const token = forge(gateway);
    for (const reply of await everywhere(path, () => ({ token }))) {
      expectProblem(reply, { status: 401 });
      expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(JSON.stringify(reply.body)).not.toContain(token);
    }
  });

  it('refuses an Authorization that is no bearer token', async () => {
    const make = () => ({ token: undefined, headers: { Authorization: `Basic ${secret}` } });
    for (const reply of await everywhere(path, make)) expectProblem(reply, { status: 401 });
  });

  if (route.who !== 'anyone')
    it('is not for strangers', async () => {
      for (const reply of await everywhere(path, () => ({ token: undefined }))) expectProblem(reply, { status: 401 });
    });

  if (route.signed)
    it('is not for who cannot sign', async () => {
      const make = () => ({ headers: { 'webhook-signature': `v1,${secret}` }, body: {} });
      for (const reply of await everywhere(path, make)) expectProblem(reply, { status: 401 });
    });

  if (route.who === 'admin')
    it('is not for customers', async () => {
      for (const reply of await everywhere(path, () => customer)) expectProblem(reply, { status: 403 });
    });

  // PUT /orders/analytics is a PUT /orders/:id, of what is no id.
  const taken = rows.filter((row) => standsFor(row.route.path, route.path)).map((row) => row.method);
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'].filter((verb) => !taken.includes(verb)))('takes no %s', async (method) => {
    for (const reply of await everywhere(path, () => ({ method, body: {} }))) {
      expectProblem(reply, { status: 405 });
      for (const verb of taken) expect(reply.headers.get('allow')?.split(', ')).toContain(verb);
    }
  });

  if (body) {
    it('is spoilt here by one thing at a time', () => {
      expect(body.safeParse(exampleOf(inputSchema(body)))).toMatchObject({ success: true });
    });

    it.each(spoiltBodies(body))('refuses %s as %s, by name', async (_, field, text) => {
      for (const reply of await everywhere(path, () => ({ body: text }))) expectProblem(reply, { status: 422, field });
    });

    it.each(unreadableBodies)('refuses a body %s', async (_, make, expected) => {
      for (const reply of await everywhere(path, make)) expectProblem(reply, expected);
    });
  }

  const queries = spoiltQueries(route);
  if (query)
    it.each(queries)('refuses the query %s', async (_, text, expected) => {
      for (const reply of await everywhere(`${path}?${text}`)) expectProblem(reply, expected);
    });

  const paths = spoiltPaths(route);
  if (paths.length > 0)
    it.each(paths)('has nothing at %s', async (_, spoilt, status) => {
      for (const reply of await everywhere(spoilt)) {
        if (status === undefined && reply.status === 200) expect(reply.body).toEqual([]);
        else expectProblem(reply, { status: status ?? 404 });
      }
    });
}

describe('the gateway', () => {
  it('shows exactly what the services answer, to the same people', () => {
    const line = (row: { method: string; path: string; who: string; service: string }) =>
      `${row.method} ${row.path}: ${row.service} for ${row.who}`;
    const answered = everyRoute.map(({ service, route }) => line({ ...route, service }));
    expect(gatewayRoutes.map(line).sort()).toEqual(answered.sort());
  });
});

describe.each(reachable)('%s', (service) => {
  const url = () => gateway.urlOf(service);

  it.each([`/${secret}`, '/', '//', '/orders/1/2/3', '/api/v2/orders', '/orders/..%2fproducts', '/ORDERS'])(
    'knows no %s',
    async (path) => expectProblem(await call(url() + path, customer), { status: 404 }),
  );

  it.each([
    ['what is no HTTP', `${secret}\r\n\r\n`, 400],
    ['headers that are too long', `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${secret.padEnd(20_000, 'x')}\r\n\r\n`, 431],
  ])('refuses %s', async (_, bytes, status) => expectProblem(await sendRaw(url(), bytes), { status }));

  it('repeats no request id that is none', async () => {
    const reply = await call(`${url()}/nowhere`, { headers: { 'X-Request-Id': `<b>${secret}</b>` } });
    expectProblem(reply, { status: 404 });
    expect(reply.headers.get('x-request-id')).not.toContain(secret);
  });
});

describe("somebody else's things", () => {
  let stranger: Customer;
  /** What belongs to somebody else, with a token of theirs, by the first word of the path. */
  const theirs: Record<string, { id: string; token: string }> = {};
  beforeAll(async () => {
    stranger = await gateway.customer();
    const { token } = customer;
    const order = await customer.order();
    const { id } = z.object({ id: z.string() }).parse((await customer.pay(order)).body);
    Object.assign(theirs, { orders: { id: order.id, token }, payments: { id, token }, users: await signUp() });
  });

  async function signUp() {
    const body = { name: 'Ada', email: `${newId()}@example.com`, password: 'correct horse battery' };
    const account = z.object({ id: z.string(), access_token: z.string() });
    const { id, access_token: token } = account.parse((await call(`${gateway.gatewayUrl}/users`, { body })).body);
    return { id, token };
  }

  const owned = rows.filter(({ route, method }) => route.who === 'user' && method === 'GET' && route.params);
  it.each(owned)('are at $route.path as if they did not exist', async ({ service, route }) => {
    const thing = theirs[route.path.split('/')[1] ?? ''];
    if (thing === undefined) throw new Error(`whose is ${route.path}? Tell theirs`);
    const { id, token } = thing;
    for (const door of [gateway.urlOf(service), gateway.gatewayUrl]) {
      const path = (id: string) => door + route.path.replace(':id', id);
      expect(await call(path(id), { token })).toMatchObject({ status: 200 });
      const [hidden, nobodys] = [await call(path(id), stranger), await call(path(newId()), stranger)];
      expectProblem(hidden, { status: 404 });
      expect(hidden.body).toEqual({ ...Object(nobodys.body), instance: hidden.headers.get('x-request-id') });
    }
  });

  const bodyOf = async (url: string, whose: Customer) => (await call(url, whose)).body;
  const lists = rows.filter(({ route, method }) => route.who === 'user' && method === 'GET' && route.query);
  it.each(lists)('are not listed at $route.path', async ({ service, route }) => {
    for (const door of [gateway.urlOf(service), gateway.gatewayUrl]) {
      const { status, body } = await call(door + route.path, stranger);
      expect({ status, body }).toMatchObject({
        status: 200,
        body: await bodyOf(door + route.path, await gateway.customer()),
      });
      expect(await bodyOf(door + route.path, customer)).not.toEqual(body);
    }
  });

  it('cannot be asked for, paid, or ordered in their name', async () => {
    const listed = await stranger.get(`/payments?order_id=${theirs.orders?.id}`);
    expect(listed).toMatchObject({ status: 200, body: [] });
    expectProblem(await stranger.pay({ id: theirs.orders?.id ?? '', amount: 109.08 }), { status: 404 });
    const body = { items: [{ sku: 'SKU-001', quantity: 1 }], user_id: customer.id };
    const { token } = stranger;
    expectProblem(await call(`${gateway.gatewayUrl}/orders`, { token, body }), { status: 403 });
  });
});

describe('after all of this', () => {
  itOfOwnShop('no service has failed, and none has written down what it was sent', () => {
    for (const name of serviceNames) {
      const lines = gateway.logsOf(name);
      expect(lines.filter((line) => !/"level":"(info|warn)"/.test(line))).toEqual([]);
      expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    }
  });
});
