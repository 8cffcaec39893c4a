import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { query } from '@paidonce/shared/testing';
import { audit } from '../audit/index.ts';
import type { Addresses } from '../sources/index.ts';
import { paidonce } from '../testing/paidonce.ts';
import { type ShopAtRest, shopAtRest } from '../testing/shop-at-rest.ts';

/** An order was paid, but orders has set the payment's event aside. */
type Unheard = { event: string; order: string; addresses: Addresses };

let shop: ShopAtRest;
let unheard: Unheard;
beforeAll(async () => {
  shop = await shopAtRest();
});
beforeEach(async () => {
  unheard = await paymentNotHeard();
});
afterAll(() => shop.close());

async function paymentNotHeard(): Promise<Unheard> {
  type Told = { id: string; headers: object; payload: { order_id: string } };
  const [told] = await query<Told>(
    shop.addresses.readerUrls.payments,
    `select id, headers, payload from outbox where subject = 'payment.completed' order by id limit 1`,
  );
  if (!told) throw new Error('nobody paid');
  const { id, headers, payload } = told;
  const addresses = await shop.butWith(
    'orders',
    `update orders set status = 'pending', payment_id = null, unpaid_slot = null, version = 2 where id = '${payload.order_id}';
     delete from order_events where order_id = '${payload.order_id}' and version = 3;
     delete from outbox where subject = 'order.paid' and payload ->> 'order_id' = '${payload.order_id}';
     delete from inbox where event_id = '${id}';
     insert into dead_letters values
       ('PAYMENTS', '${id}', 2, 'payment.completed', '${JSON.stringify(headers)}', '${JSON.stringify(payload)}', 'Error: out of luck', 5),
       ('PAYMENTS', 'PAYMENTS:9', 9, 'payment.completed', '{}', 'paid!', 'SyntaxError: Unexpected token', 1)`,
  );
  return { event: id, order: payload.order_id, addresses };
}

const statusOf = async ({ order, addresses }: Unheard) => {
  const [row] = await query<{ status: string }>(
    addresses.readerUrls.orders,
    `select status from orders where id = '${order}'`,
  );
  return row?.status;
};

describe('paidonce dead-letters', () => {
  it('lists what was set aside, with its reason', async () => {
    const { code, output } = await paidonce(['dead-letters', 'list'], unheard.addresses);
    expect(code).toBe(1);
    expect(output).toMatch(`${unheard.event}  payment.completed`);
    expect(output).toMatch(/orders, message 2 of PAYMENTS, \d+ s ago, after 5 deliveries\n {2}Error: out of luck/);
    expect(output).toMatch(/\n2 dead letters\./);
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each([
    ['--service', 'payments', []],
    ['--stream', 'ORDERS', []],
    ['--type', 'payment.completed', [2, 9]],
    ['--because', 'SYNTAX', [9]],
    ['--since', '5m', [2, 9]],
  ])('lists those of %s %s', async (option, value, sequences) => {
    const { output } = await paidonce(['dead-letters', 'list', option, value, '--json'], unheard.addresses);
    const { letters }: { letters: { sequence: number }[] } = JSON.parse(output);
    expect(letters.map(({ sequence }) => sequence)).toEqual(sequences);
  });

  it('lists none of what they hold, which can be more than fits in memory: show has it', async () => {
    const { output } = await paidonce(['dead-letters', 'list', '--json'], unheard.addresses);
    expect(output).not.toContain('paid!');
    const shown = await paidonce(['dead-letters', 'show', 'PAYMENTS:9', '--json'], unheard.addresses);
    expect(JSON.parse(shown.output)).toMatchObject([{ service: 'orders', headers: {}, payload: 'paid!' }]);
  });

  it('shows the others when one database is away, and says which', async () => {
    const readerUrls = { ...unheard.addresses.readerUrls, payments: 'postgres://127.0.0.1:1/none' };
    const { code, output } = await paidonce(['dead-letters', 'list'], { ...unheard.addresses, readerUrls });
    expect(code).toBe(2);
    expect(output).toMatch(/out of luck[\s\S]*The database of payments \(DATABASE_URL_PAYMENTS\) cannot be read/);
  });

  it('shows one whole, and what to do', async () => {
    const { code, output } = await paidonce(['dead-letters', 'show', 'PAYMENTS:9'], unheard.addresses);
    expect(code).toBe(0);
    expect(output).toMatch(
      /Reason\n {2}SyntaxError[\s\S]*Payload\n {2}paid![\s\S]*What to do\n {2}Its sender does not/,
    );
  });

  it('redrives one: the order is paid by it, and the auditor finds nothing', async () => {
    const { code, output } = await paidonce(['dead-letters', 'redrive', unheard.event], unheard.addresses);
    expect({ code, output }).toEqual({
      code: 0,
      output: `${unheard.event}  applied by orders\n1 dead letter redriven.\n`,
    });
    expect(await statusOf(unheard)).toBe('paid');
    const { invariants } = await audit(unheard.addresses, { patience: 0 });
    const ofDelivery = 5; // no service runs here whose relay could publish the new order.paid in place of the one taken away
    expect(invariants.flatMap(({ number, violations }) => (number === ofDelivery ? [] : violations))).toEqual([]);
  });

  it('redrives all, and keeps what fails again with its new reason', async () => {
    const { code, output } = await paidonce(['dead-letters', 'redrive', '--all'], unheard.addresses);
    expect(code).toBe(1);
    expect(output).toMatch(/applied by orders\nPAYMENTS:9 {2}orders could not apply it: /);
    expect(output).toMatch('1 of 2 failed again and stayed.');
    expect(await statusOf(unheard)).toBe('paid');
  });

  it('discards one for a reason, and shows it afterwards among the discarded', async () => {
    const reason = "a tester's message";
    const discarded = await paidonce(['dead-letters', 'discard', 'PAYMENTS:9', '--reason', reason], unheard.addresses);
    expect(discarded).toMatchObject({ code: 0, output: expect.stringMatching(/PAYMENTS:9 {2}discarded by orders/) });
    const { output } = await paidonce(['dead-letters', 'list', '--discarded'], unheard.addresses);
    expect(output).toMatch(/PAYMENTS:9[\s\S]*Discarded \d{4}-.*: a tester's message/);
    expect(await statusOf(unheard)).toBe('pending');
  });

  it.each([
    ['discarding without a reason', ['discard', '--all'], /Say why/],
    ['redriving nothing in particular', ['redrive'], /Name an event, or say --all/],
    ['redriving one and all', ['redrive', 'PAYMENTS:9', '--all'], /Either name an event, or say --all/],
    ['a service that has none', ['list', '--service', 'users'], /none of "users"/],
    ['a stream that there is not', ['list', '--stream', 'PAYMENT'], /There is no stream "PAYMENT"/],
    ['an age that is none', ['list', '--since', 'yesterday'], /--since takes an age such as 30m/],
    ['a verb that there is not', ['rediscard'], /no command "dead-letters rediscard"/],
  ])('refuses %s', async (_, args, sentence) => {
    const { code, output } = await paidonce(['dead-letters', ...args], unheard.addresses);
    expect(code).toBe(2);
    expect(output).toMatch(sentence);
  });

  it('says that there is none of that id', async () => {
    for (const args of [
      ['show', 'x'],
      ['redrive', 'x'],
      ['discard', 'x', '--reason', 'y'],
    ]) {
      const { code, output } = await paidonce(['dead-letters', ...args], unheard.addresses);
      expect({ code, output }).toMatchObject({
        code: 1,
        output: expect.stringMatching(/There is no (such )?dead letter/),
      });
    }
  });

  it.each([
    ['redrive', []],
    ['discard', ['--reason', 'y']],
  ])('has nothing to %s when all that there are, are none', async (verb, more) => {
    const args = ['dead-letters', verb, '--all', '--type', 'order.confirmed', ...more];
    expect(await paidonce(args, unheard.addresses)).toEqual({
      code: 0,
      output: 'There are no such dead letters: nothing to do.\n',
    });
    expect(await paidonce([...args, '--json'], unheard.addresses)).toEqual({ code: 0, output: '[]\n' });
  });

  it('knows an event by its id in whatever letters that is written', async () => {
    const shown = await paidonce(['dead-letters', 'show', unheard.event.toUpperCase()], unheard.addresses);
    expect(shown.code).toBe(0);
    const { code, output } = await paidonce(
      ['dead-letters', 'redrive', unheard.event.toUpperCase()],
      unheard.addresses,
    );
    expect({ code, output }).toEqual({
      code: 0,
      output: `${unheard.event}  applied by orders\n1 dead letter redriven.\n`,
    });
  });

  it("says in the service's own words why it could not", async () => {
    const { readerUrls } = unheard.addresses;
    const orders = `${readerUrls.orders}?options=-c%20default_transaction_read_only%3Don`;
    const { code, output } = await paidonce(['dead-letters', 'redrive', unheard.event], {
      ...unheard.addresses,
      readerUrls: { ...readerUrls, orders },
    });
    expect(code).toBe(2);
    expect(output).toMatch(/^orders: dead-letters failed \(cannot execute .* in a read-only transaction\)\n$/);
  });
});
