import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { call } from './support/call.ts';
import { Customer } from './support/customer.ts';
import { openShop, type Shop } from './support/shop.ts';

/** More than the floods of whole requests below need, as a connection that is ended while it is used again takes a request with it. */
const mostConnections = 1_000;

let shop: Shop;
let flooder: Customer;
let other: Customer;
beforeAll(async () => {
  shop = await openShop({ env: { gateway: { MAX_CONNECTIONS: String(mostConnections) } } });
  flooder = new Customer(shop);
  other = new Customer(shop);
});
afterAll(() => shop.close());

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** So many clients that send this, and neither go on nor read. Resolves when all of it has been sent. */
async function crowd(size: number, bytes: string): Promise<Socket[]> {
  const { hostname, port } = new URL(shop.gatewayUrl);
  const clients = Array.from({ length: size }, () => connect(Number(port), hostname).pause());
  sockets.push(...clients);
  const sent = clients.map(
    (socket) =>
      new Promise<void>((resolve) => {
        socket.on('error', () => resolve());
        socket.write(bytes, () => resolve());
      }),
  );
  await Promise.all(sent);
  await sleep(200);
  return clients;
}

const head = (request: string, more = '') => `${request} HTTP/1.1\r\nHost: shop\r\n${more}\r\n`;
const half = (path: string, token = '') =>
  `${head(`POST ${path}`, `${token}Content-Type: application/json\r\nContent-Length: 500\r\n`)}{"`;

/** Somebody else looks around, orders and pays; none of it takes a second try. */
async function expectOthersAreServed(): Promise<void> {
  expect(await other.get('/products')).toMatchObject({ status: 200 });
  const order = await other.order();
  expect(await other.pay(order)).toMatchObject({ status: 200 });
  await eventually(async () => expect(await other.read(order)).toMatchObject({ status: 'paid' }));
}

describe('the others are served while somebody', () => {
  it('sends bodies that never end', async () => {
    const token = `Authorization: Bearer ${flooder.token}\r\n`;
    await crowd(100, half('/orders', token));
    await crowd(100, half('/payments', token));
    await crowd(80, half('/login'));
    await expectOthersAreServed();
  });

  it('sends headers that never end', async () => {
    await crowd(280, 'GET /products HTTP/1.1\r\nHost: shop\r\nX-Slow:');
    await expectOthersAreServed();
  });

  it('asks for a hundred things at once, again and again, and reads none of it', async () => {
    await crowd(20, head('GET /products?limit=500').repeat(100));
    await expectOthersAreServed();
  });

  it('connects two thousand times', async () => {
    const clients = await crowd(2_000, '');
    for (const client of clients) client.resume(); // or they would not hear that they are not wanted
    const open = () => clients.filter(({ closed }) => !closed).length;
    // Sooner than a connection without a request ends by itself.
    await eventually(() => expect(open()).toBeLessThanOrEqual(mostConnections), { timeout: 4_500 });
    await expectOthersAreServed();
  });

  it('tries passwords', async () => {
    const email = `${flooder.id}@example.com`;
    const tries = Array.from({ length: 200 }, (_, number) =>
      call(`${shop.gatewayUrl}/login`, { body: { email, password: `wrong ${number}` } }),
    );
    await expectOthersAreServed();
    const statuses = new Set((await Promise.all(tries)).map(({ status }) => status));
    for (const status of statuses) expect([401, 429, 503, 504]).toContain(status);
  });

  it('orders as fast as can be', async () => {
    let flooding = true;
    const flood = Array.from({ length: 200 }, async () => {
      while (flooding) await flooder.placeOrder();
    });
    try {
      await expectOthersAreServed();
    } finally {
      flooding = false;
      await Promise.all(flood);
    }
  });
});
