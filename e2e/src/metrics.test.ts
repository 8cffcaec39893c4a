import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dashboardQuestions, figuresOf, readAlerts } from '@paidonce/helm/monitoring';
import { type ServiceName, serviceNames } from '@paidonce/local/system';
import { eventually, figure } from '@paidonce/shared/testing';
import { call } from './support/call.ts';
import { Customer } from './support/customer.ts';
import { documentedMetrics } from './support/documented-metrics.ts';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  const customer = new Customer(shop);
  await customer.pay(await customer.order());
});
afterAll(() => shop.close());

const metricsOf = async (service: ServiceName) => String((await call(shop.metricsUrls[service])).body);

describe('the metrics of the running system', () => {
  it.each(serviceNames)('of %s are those that the documentation tells of', async (service) => {
    const text = await metricsOf(service);
    const exposed = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name);
    const documented = documentedMetrics(service);
    const families = documented.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
    const alone = exposed.filter((name) => !families.some((family) => name.startsWith(family)));
    expect(alone.toSorted()).toEqual(documented.filter((name) => !name.endsWith('*')).toSorted());
    for (const family of families) expect(exposed.some((name) => name.startsWith(family))).toBe(true);
  });

  it('say that every source answers and that a checkout has left nothing waiting', async () => {
    for (const service of ['users', 'products', 'orders', 'payments'] as const) {
      await eventually(async () => {
        const text = await metricsOf(service);
        expect(text).toContain('paidonce_scrape_source_up{');
        expect(text).not.toMatch(/^paidonce_scrape_source_up.* 0$/m);
        expect(text).not.toMatch(/^paidonce_(outbox_lag|consumer_\w+_messages)\S* [^0]/m);
        expect(figure(text, 'paidonce_relay_leading')).toBe(1);
        expect(figure(text, 'paidonce_nats_connected')).toBe(1);
      });
    }
    await eventually(async () => {
      const orders = await metricsOf('orders');
      expect(figure(orders, 'paidonce_inbox_deliveries_total{stream="PAYMENTS",outcome="applied"}')).toBe(1);
      expect(figure(orders, 'paidonce_oldest_pending_order_seconds')).toBe(0);
    });
  });

  it('say how long an order has been waiting to be paid', async () => {
    await new Customer(shop).order();
    await eventually(async () => {
      expect(figure(await metricsOf('orders'), 'paidonce_oldest_pending_order_seconds')).toBeGreaterThan(1);
    });
  });

  it('have every figure, with its labels, that an alarm or the dashboard asks for', async () => {
    // Once in a while only: a request that is refused, one that a service leaves without an answer.
    const rare = {
      paidonce_gateway_limited_total: ['limit'],
      paidonce_gateway_upstream_failures_total: ['service', 'status'],
    };
    const known = new Map<string, string[]>(Object.entries({ ...rare, up: [], ALERTS: ['alertname', 'alertstate'] }));
    for (const service of serviceNames) {
      for (const [, name = '', labels = ''] of (await metricsOf(service)).matchAll(/^(\w+)(?:\{(.*)\})? /gm)) {
        known.set(
          name,
          [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label),
        );
      }
    }
    const byScraping = ['job', 'instance', 'namespace', 'part_of'];
    const questions = [...readAlerts(), ...dashboardQuestions()].flatMap(({ expr }) => figuresOf(expr));
    const unknown = questions.filter(({ name, labels }) => {
      const own = known.get(name);
      return own === undefined || labels.some((label) => !own.includes(label) && !byScraping.includes(label));
    });
    expect(unknown).toEqual([]);
  });

  it('are not to be had from outside', async () => {
    for (const path of ['/metrics', '/api/v1/metrics', '/orders/../metrics']) {
      expect((await call(shop.gatewayUrl + path)).status).toBe(404);
    }
    expect((await call(`${shop.metricsUrls.gateway}/of/others`)).status).toBe(404);
  });
});
