import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceNames } from '@paidonce/local/system';
import { type CollectedSpan, type Collector, eventually, startCollector } from '@paidonce/shared/testing';
import { call, type Reply } from './support/call.ts';
import { Customer, type PlacedOrder, placed } from './support/customer.ts';
import { openShop, type Shop } from './support/shop.ts';

let collector: Collector;
let shop: Shop;
let customer: Customer;
beforeAll(async () => {
  collector = await startCollector();
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/` };
  shop = await openShop({ env: Object.fromEntries(serviceNames.map((name) => [name, traced])) });
  customer = new Customer(shop);
});
afterAll(async () => {
  await shop.close();
  await collector.stop();
});

const kinds = ['', '', 'server', 'client', 'producer', 'consumer'];

/** The spans of a trace as they caused each other, one a line, indented below its parent. */
function tree(spans: readonly CollectedSpan[], parent = ''): string[] {
  const below = spans.filter(({ parentSpanId = '' }) => parentSpanId === parent);
  return below
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .flatMap((span) => [
      `${span.service} ${kinds[span.kind]}: ${span.name}`,
      ...tree(spans, span.spanId).map((line) => `  ${line}`),
    ]);
}

const spansOf = (traceId: string) => collector.spans().filter((span) => span.traceId === traceId);

/** A request that brings no id gets one of the gateway, and its trace the same. */
const spansCausedBy = ({ headers }: Reply) => spansOf((headers.get('x-request-id') ?? '').replaceAll('-', ''));

/** Payments has heard of the order, so that it need not ask. */
async function orderKnownToPayments(): Promise<PlacedOrder> {
  const reply = await customer.placeOrder();
  await eventually(() => {
    expect(spansCausedBy(reply).map(({ service, name }) => `${service} ${name}`)).toContain(
      'payments-svc process order.confirmed',
    );
  });
  return placed.parse(reply.body);
}

describe('the trace of a checkout', () => {
  it('leads from the request at the gateway over payments and the relay to the order that is paid', async () => {
    const paid = await customer.pay(await orderKnownToPayments());
    expect(paid.status).toBe(200);
    await eventually(() => {
      expect(tree(spansCausedBy(paid))).toEqual([
        'api-gateway server: POST /payments',
        '  payments-svc server: POST /payments',
        '    orders-svc consumer: process payment.completed',
        '      orders-svc producer: publish order.paid',
        '    payments-svc producer: publish payment.completed',
      ]);
    });
    for (const { status } of spansCausedBy(paid)) expect(status.code ?? 0).toBe(0);
  });

  it('is that of the client when it brings one, and none when the client does not want any', async () => {
    const [wanted, unwanted] = ['0af7651916cd43dd8448eb211c80319c', '1bf7651916cd43dd8448eb211c80319d'];
    const ask = (traceId: string | undefined, flag: string) =>
      call(`${shop.gatewayUrl}/products`, { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-${flag}` } });
    await ask(unwanted, '00');
    await ask(wanted, '01');
    await eventually(() => {
      expect(tree(spansOf(wanted ?? ''), 'b7ad6b7169203331')).toEqual([
        'api-gateway server: GET /products',
        '  product-svc server: GET /products',
      ]);
    });
    expect(spansOf(unwanted ?? '')).toEqual([]);
  });

  it('keeps events apart that are applied together', async () => {
    const crowd = Array.from({ length: 10 }, () => new Customer(shop));
    const orders = await Promise.all(crowd.map((one) => one.order()));
    const answers = await Promise.all(crowd.map((one, index) => one.pay(orders[index] ?? { id: '', amount: 0 })));
    await eventually(() => {
      for (const answer of answers) {
        const names = spansCausedBy(answer).map(({ name }) => name);
        expect(names.filter((name) => name === 'process payment.completed')).toHaveLength(1);
        expect(names.filter((name) => name === 'publish order.paid')).toHaveLength(1);
      }
    });
  });
});

describe('services that are traced', () => {
  it('go on when the collector is away, and stop in time', async () => {
    await collector.stop();
    const order = await customer.order();
    expect((await customer.pay(order)).status).toBe(200);
    await eventually(async () => expect((await customer.read(order)).status).toBe('paid'));
    for (const name of serviceNames) {
      const [instance] = shop.services[name];
      expect(await instance?.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    }
  });
});
