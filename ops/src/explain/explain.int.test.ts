import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { System } from '@paidonce/local/system';
import { newId } from '@paidonce/shared/contracts';
import { call, eventually, type OwnSystem, ownSystem, query, testTokens } from '@paidonce/shared/testing';
import { paidonce } from '../testing/paidonce.ts';

let system: OwnSystem;
let token: string;
beforeAll(async () => {
  system = await ownSystem();
  token = testTokens(system.jwtSecretKey).sign({ id: newId(), email: 'ada@example.com', role: 'user' });
});
afterAll(() => system.close());

const explain = (id: string, addresses: Pick<System, 'readerUrls' | 'natsUrl'> = system) =>
  paidonce(['explain', id], addresses);
const instance = (service: 'orders' | 'payments') => {
  const [first] = system.services[service];
  if (!first) throw new Error(`no ${service}`);
  return first;
};

/** An order that payments has heard of, so that it can be paid with any of the others away. */
async function order(): Promise<string> {
  const { body } = await call(`${instance('orders').url}/orders`, {
    token,
    body: { items: [{ sku: 'SKU-001', quantity: 1 }] },
  });
  const { id } = body as { id: string }; // an order's answer has it
  await eventually(async () => {
    const known = await query(system.readerUrls.payments, 'select from orders where order_id = $1', id);
    if (known.length === 0) throw new Error('payments has not heard of it');
  });
  return id;
}
async function pay(id: string): Promise<string> {
  const { body } = await call(`${instance('payments').url}/payments`, { token, body: { order_id: id, amount: 10 } });
  return (body as { id: string }).id; // a payment's answer has it
}
async function cancel(id: string, role: 'user' | 'admin'): Promise<void> {
  const who = role === 'user' ? token : testTokens(system.jwtSecretKey).sign({ id: newId(), email: 'x@y.z', role });
  await fetch(`${instance('orders').url}/orders/${id}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${who}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ status: 'cancelled' }),
  });
}
const says = (id: string, code: number, sentence: RegExp, timeout = 15_000) =>
  eventually(
    async () => {
      const told = await explain(id);
      expect({ ...told, output: told.output.replaceAll(/\s+/g, ' ') }).toMatchObject({
        code,
        output: expect.stringMatching(sentence),
      });
      return told.output;
    },
    { timeout },
  );

describe('paidonce explain', () => {
  it('says of a paid order that it is paid, by its id and by its payment', async () => {
    const id = await order();
    const payment = await pay(id);
    const output = await says(id, 0, /^PAID\. Nothing to do\./);
    expect(output).toMatch(/payment\.completed +\S+\n +message \d+ of PAYMENTS; orders applied it \d{4}-/);
    expect(output).toMatch(/orders +outbox: led, 1 replica; all published/);
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect((await explain(payment)).output).toMatch(`Order ${id}`);
  });

  it('says of an order that waits for its customer that nothing is to be done', async () => {
    await says(await order(), 0, /^Waits for its customer to pay 10\.00 USD, for \d+ min more\./);
  });

  it('names the message that waits while orders is away, and then goes on', async () => {
    const id = await order();
    await instance('orders').kill();
    await pay(id);
    await says(
      id,
      1,
      /has not heard\. Message \d+ of PAYMENTS \(payment\.completed\) waits for orders:.*Start orders-svc\./,
    );
    await instance('orders').restart();
    await says(id, 0, /^PAID\./);
  });

  it('names the outbox while NATS is away', async () => {
    const id = await order();
    await system.nats.stop();
    await pay(id);
    await says(id, 1, /payment\.completed waits in the outbox of payments.*NATS does not answer.*Bring NATS back/);
    await system.nats.start();
    await says(id, 0, /^PAID\./, 30_000);
  });

  it('says that payments does not run when that is why', async () => {
    const id = await order();
    await instance('payments').restart({ PAIDONCE_FAULT_POINT: 'relay.read' });
    await pay(id);
    await says(id, 1, /no payments-svc runs.*Start payments-svc\./);
    await instance('payments').restart({});
    await says(id, 0, /^PAID\./);
  });

  it('says what a wish to cancel waits for, and that the money of a cancelled order went back', async () => {
    const [unpaid, paid] = [await order(), await order()];
    await pay(paid);
    await says(paid, 0, /^PAID\./);
    await cancel(paid, 'admin');
    await says(paid, 0, /^CANCELLED \(by_admin\), and the money went back\. Nothing to do\./);

    await instance('payments').kill();
    await cancel(unpaid, 'user');
    await says(
      unpaid,
      0,
      /^It is to be cancelled \(by_user\), and payments has not answered the closing.*Is payments-svc running/,
    );
    await instance('payments').restart({});
    await says(unpaid, 0, /^CANCELLED \(by_user\), never paid\./, 40_000);
  });

  it.each(['orders', 'payments'] as const)('tells what it can with the database of %s away', async (service) => {
    const id = await order();
    const readerUrls = { ...system.readerUrls, [service]: 'postgres://127.0.0.1:1/none' };
    const { code, output } = await explain(id, { ...system, readerUrls });
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`DATABASE_URL_${service.toUpperCase()}`));
    expect(output).toMatch(`Bring the database of ${service} back.`);
    expect(output).toMatch(service === 'orders' ? /slot free/ : /Order can be paid/);
  });

  it('says where it looked for an order that nobody knows', async () => {
    const { code, output } = await explain(newId());
    expect(code).toBe(1);
    expect(output).toMatch(/There is no order and no payment .* Looked in\sthe database of orders .* and of payments/s);
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('refuses what is no id', async () => {
    expect(await explain('12')).toMatchObject({ code: 2, output: expect.stringMatching(/"12" is no id/) });
  });

  it('says the same to scripts', async () => {
    const { output } = await paidonce(['explain', await order(), '--json'], system);
    expect(JSON.parse(output)).toMatchObject({
      conclusion: { state: 'going on' },
      orders: { seen: { order: { status: 'pending' } } },
    });
  });
});
