import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServiceName, serviceNames } from '@paidonce/local/system';
import { eventually } from '@paidonce/shared/testing';
import { call, type Reply } from './support/call.ts';
import { Customer } from './support/customer.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { expectEachPaidOnce } from './support/expect-each-paid-once.ts';
import { expectProblem } from './support/expect-problem.ts';
import { keepAsking } from './support/keep-asking.ts';
import { sendCrowd } from './support/paying-crowd.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

let shop: Shop;
let onlooker: Customer;
beforeAll(async () => {
  shop = await openShop();
  onlooker = new Customer(shop);
});
afterAll(() => shop.close());

const deadlineMilliseconds = 10_000;

/** A question to each service that keeps it busy, and what is always right to answer. */
const questions: Record<ServiceName, { ask: (url: string) => Promise<Reply>; right: object }> = {
  users: {
    ask: (url) => call(`${url}/login`, { body: { email: 'bob@example.com', password: 'password123' } }),
    right: { token_type: 'bearer' },
  },
  products: { ask: (url) => call(`${url}/products/search/sunglases`), right: [{ id: 'OLJCESPC7Z' }] },
  orders: { ask: (url) => onlooker.get('/orders', url), right: [] },
  payments: { ask: (url) => onlooker.get('/payments', url), right: [] },
  gateway: { ask: (url) => call(`${url}/products/OLJCESPC7Z`), right: { id: 'OLJCESPC7Z' } },
};

describe('told to stop while people look, order and pay', () => {
  it.each(serviceNames)('%s answers what was asked, loses nothing, and ends in time', async (service) => {
    const instance = instanceOf(shop, service);
    const { ask, right } = questions[service];
    const direct = keepAsking(4, () => ask(instance.url));
    const throughGateway = keepAsking(2, () => ask(shop.gatewayUrl));
    const crowd = sendCrowd(shop, { people: 6, ordersEach: 500 });
    await eventually(() => expect(crowd.paid()).toBeGreaterThan(20));
    const begun = Date.now();
    expect(await instance.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(Date.now() - begun).toBeLessThan(deadlineMilliseconds);
    await instance.restart();
    const whenBack = crowd.paid();
    await eventually(() => expect(crowd.paid()).toBeGreaterThan(whenBack + 20));

    const { paid, refusals, broken } = await crowd.leave();
    const [asked, passedOn] = [await direct.leave(), await throughGateway.leave()];
    // Only who is not there any more may refuse a connection, and nothing else is said.
    expect(new Set(asked.broken)).toEqual(new Set(['ECONNREFUSED']));
    const gone = [...broken, ...passedOn.broken].filter((reason) => service !== 'gateway' || reason !== 'ECONNREFUSED');
    expect(gone).toEqual([]);
    for (const reply of asked.answers) expect(reply).toMatchObject({ status: 200, body: right });
    for (const reply of passedOn.answers.filter(({ status }) => status === 200))
      expect(reply.body).toMatchObject(right);
    for (const reply of [...refusals, ...passedOn.answers.filter(({ status }) => status !== 200)])
      expectProblem(reply, { status: reply.status === 503 ? 503 : 502 });

    await expectEachPaidOnce(
      shop,
      paid.map(({ order }) => order),
    );
    await expectAuditorAgrees(shop);
  });
});
