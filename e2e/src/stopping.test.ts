import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { Customer } from './support/customer.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { sendCrowd } from './support/paying-crowd.ts';
import { reasonOf } from './support/reason-of.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const deadlineMilliseconds = 10_000;

describe('told to stop while people order and pay', () => {
  it.each(['users', 'products', 'orders', 'payments', 'gateway'] as const)(
    '%s answers what was asked, loses nothing, and ends in time',
    async (service) => {
      const instance = instanceOf(shop, service);
      const direct = new Readers(shop, instance.url);
      const crowd = sendCrowd(shop, { people: 6, ordersEach: 500 });
      await eventually(() => expect(crowd.paid()).toBeGreaterThan(20));
      const begun = Date.now();
      expect(await instance.kill('SIGTERM')).toEqual({ code: 0, signal: null });
      expect(Date.now() - begun).toBeLessThan(deadlineMilliseconds);
      await instance.restart();
      const whenBack = crowd.paid();
      await eventually(() => expect(crowd.paid()).toBeGreaterThan(whenBack + 20));
      const { refusals, broken } = await crowd.leave();

      expect(await direct.leave()).toEqual([]);
      expect(broken.filter((reason) => reason !== 'ECONNREFUSED')).toEqual([]);
      expect(refusals.filter(({ status }) => ![502, 503].includes(status))).toEqual([]);
      for (const { body } of refusals)
        expect(body).toMatchObject({ detail: expect.any(String), instance: expect.any(String) });
      await expectAuditorAgrees(shop);
    },
  );
});

/** People who ask one service itself, without the gateway, which would ask again for them. */
class Readers {
  readonly #wrong: string[] = [];
  readonly #running: Promise<void>[];
  #leaving = false;

  constructor(shop: Shop, url: string) {
    this.#running = Array.from({ length: 4 }, () => this.#ask(new Customer(shop), url));
  }

  /** @returns what was neither answered rightly nor refused honestly */
  async leave(): Promise<string[]> {
    this.#leaving = true;
    await Promise.all(this.#running);
    return this.#wrong;
  }

  async #ask(customer: Customer, url: string): Promise<void> {
    while (!this.#leaving) {
      try {
        const { status, body } = await customer.get('/healthz', url);
        if (status !== 200) this.#wrong.push(`${status} ${JSON.stringify(body)}`);
      } catch (error) {
        if (reasonOf(error) !== 'ECONNREFUSED') this.#wrong.push(reasonOf(error));
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
