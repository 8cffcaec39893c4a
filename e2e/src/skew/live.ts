// What people do in a mix of versions: every kind of event is told, and what another mix began is brought to its end.

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eventually } from '@paidonce/shared/testing';
import { z } from 'zod';
import { logIn, signUp } from '../support/account.ts';
import { call, type Reply } from '../support/call.ts';
import { Customer, type PlacedOrder, placed } from '../support/customer.ts';

/** Who is at work at which gateway: with two of them, one's answer is the other's question. */
export type Place = { here: string; there: string; jwtSecretKey: string };

/** What a mix leaves for the next one. */
export type Begun = { customer: Customer; unpaid: PlacedOrder; unwanted: PlacedOrder; paid: PlacedOrder };

const administrator = { email: 'admin@test.com', password: 'password123' };
const product = z.object({ price: z.string() });
const payments = z.array(z.object({ status: z.string() }));
const renewed = z.object({ access_token: z.string() });

/** @throws what did not go as it should */
export async function live(place: Place, begun: Begun | undefined): Promise<Begun> {
  const { here, there } = place;
  const account = await signUp(here);
  const customer = new Customer({ gatewayUrl: there, jwtSecretKey: place.jwtSecretKey }, 'user', account);
  const boss = new Customer(
    { gatewayUrl: here, jwtSecretKey: place.jwtSecretKey },
    'admin',
    await logIn(there, administrator),
  );

  await changePrice(place, boss, customer);
  await payOnce(place, customer, await customer.order(here));
  await takeBack(customer, await customer.order(here));
  await sendBack(boss, customer, await payOnce(place, customer, await customer.order(there)));

  if (begun) {
    await payOnce(place, at(there, begun.customer, place), begun.unpaid);
    await takeBack(at(here, begun.customer, place), begun.unwanted);
    await sendBack(boss, at(there, begun.customer, place), begun.paid);
  }
  const next = {
    customer,
    unpaid: await customer.order(here),
    unwanted: await customer.order(there),
    paid: await payOnce(place, customer, await customer.order(here)),
  };
  await endSession(place);
  return next;
}

const at = (gatewayUrl: string, { id, token }: Customer, { jwtSecretKey }: Place) =>
  new Customer({ gatewayUrl, jwtSecretKey }, 'user', { id, token });

/** products tells, orders hears: a new product is sold for what it costs now. */
async function changePrice({ here, there }: Place, boss: Customer, customer: Customer): Promise<void> {
  const id = `SKEW-${randomUUID().slice(0, 8).toUpperCase()}`;
  const { token } = boss;
  accepted(await call(`${here}/products`, { token, body: { id, name: 'Kettle', price: '10.00' } }));
  const changed = await call(`${there}/products/${id}`, {
    method: 'PUT',
    token,
    body: { name: 'Kettle', price: '12.50' },
  });
  strictEqual(product.parse(accepted(changed).body).price, '12.50');
  await eventually(async () => {
    const reply = await call(`${there}/orders`, {
      token: customer.token,
      body: { items: [{ sku: id, quantity: 2 }] },
    });
    const order = placed.parse(accepted(reply).body);
    accepted(await customer.cancel(order));
    strictEqual(order.amount, 25, 'the price that orders knows');
  });
}

/** payments tells, orders hears: paid once, and not again. */
async function payOnce({ here, there }: Place, customer: Customer, order: PlacedOrder): Promise<PlacedOrder> {
  accepted(await customer.pay(order, here));
  strictEqual((await customer.pay(order, there)).status, 403, 'the answer to a second payment');
  await becomes(customer, order, 'paid');
  deepStrictEqual(await customer.timeline(order), ['created', 'confirmed', 'paid']);
  return order;
}

/** orders asks payments, and cancels on its word. */
async function takeBack(customer: Customer, order: PlacedOrder): Promise<void> {
  accepted(await customer.cancel(order));
  await becomes(customer, order, 'cancelled');
  strictEqual((await customer.pay(order)).status >= 400, true, 'a cancelled order cannot be paid');
}

/** orders tells, payments hears: the money goes back. */
async function sendBack(boss: Customer, customer: Customer, order: PlacedOrder): Promise<void> {
  accepted(await boss.become(order, 'cancelled'));
  await eventually(async () => {
    const found = payments.parse((await customer.get(`/payments?order_id=${order.id}`)).body);
    deepStrictEqual(
      found.map(({ status }) => status),
      ['refunded'],
    );
  });
}

/** users tells, everybody who verifies tokens hears: the old one is refused wherever it is shown. */
async function endSession({ here, there }: Place): Promise<void> {
  const email = `${randomUUID()}@example.com`;
  const password = randomUUID();
  accepted(await call(`${here}/users`, { body: { name: 'Grace', email, password } }));
  const { token } = await logIn(there, { email, password });
  const changed = await call(`${here}/users/me/password`, {
    method: 'PUT',
    token,
    body: { current_password: password, new_password: randomUUID() },
  });
  const fresh = renewed.parse(accepted(changed).body).access_token;
  for (const gateway of [here, there]) {
    await eventually(async () =>
      strictEqual((await call(`${gateway}/orders`, { token })).status, 401, 'the answer to a token that has ended'),
    );
    accepted(await call(`${gateway}/orders`, { token: fresh }));
  }
}

const becomes = (customer: Customer, order: PlacedOrder, status: string) =>
  eventually(async () => strictEqual((await customer.read(order)).status, status));

function accepted(reply: Reply): Reply {
  if (reply.status >= 300) throw new Error(`refused with ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply;
}
