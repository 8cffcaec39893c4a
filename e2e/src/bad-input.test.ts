import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes as gatewayRoutes } from '@paidonce/gateway/src/routes.ts';
import { badTokens } from './support/bad-tokens.ts';
import { type Call, call, type Reply } from './support/call.ts';
import { Customer } from './support/customer.ts';
import { everyRoute } from './support/every-route.ts';
import { exampleOf, inputSchema } from './support/example-of.ts';
import { expectProblem } from './support/expect-problem.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';
import { secret, spoiltBodies } from './support/spoil.ts';
import { goodPath, spoiltPaths, spoiltQueries, unreadableBodies } from './support/spoilt-requests.ts';

let shop: Shop;
let customer: Customer;
beforeAll(async () => {
  shop = await openShop();
  customer = new Customer(shop);
});
afterAll(() => shop.close());

const rows = everyRoute.map(({ service, route }) => ({ service, route, method: route.method.toUpperCase() }));

describe.each(rows)('$method $route.path', ({ service, route, method }) => {
  const { query, body } = route;
  const path = goodPath(route);

  /** The same request to the service itself, and through the gateway under both families of paths. */
  function everywhere(target: string, make: () => Call = () => ({})): Promise<Reply[]> {
    const doors = [instanceOf(shop, service).url, `${shop.gatewayUrl}/api/v1`, shop.gatewayUrl];
    const { token } = route.who === 'anyone' ? {} : customer;
    return Promise.all(doors.map((door) => call(door + target, { method, token, ...make() })));
  }

  it.each(badTokens)('refuses a token %s', async (_, forge) => {
    const token = forge(shop);
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

  const taken = rows.filter((row) => row.route.path === route.path).map((row) => row.method);
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

    it.each(unreadableBodies)('refuses a body %s', async (_, make, status, field) => {
      for (const reply of await everywhere(path, make)) expectProblem(reply, field ? { status, field } : { status });
    });
  }

  const queries = spoiltQueries(route);
  if (query)
    it.each(queries)('refuses the query %s', async (_, text, status, field) => {
      for (const reply of await everywhere(`${path}?${text}`))
        expectProblem(reply, field ? { status, field } : { status });
    });

  const paths = spoiltPaths(route);
  if (paths.length > 0)
    it.each(paths)('refuses %s', async (_, spoilt, status) => {
      for (const reply of await everywhere(spoilt)) expectProblem(reply, { status });
    });
});

describe('the gateway', () => {
  it('shows exactly what the services answer, to the same people', () => {
    const line = (row: { method: string; path: string; who: string; service: string }) =>
      `${row.method} ${row.path}: ${row.service} for ${row.who}`;
    const answered = everyRoute.map(({ service, route }) => line({ ...route, service }));
    expect(gatewayRoutes.map(line).sort()).toEqual(answered.sort());
  });
});
