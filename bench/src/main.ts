// `make bench`: starts the whole system on fresh data, measures, prints a table for each question and then one JSON line per row.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type System, startSystem } from '@paidonce/local/system';
import { BareShop } from './bare-shop.ts';
import { measureBareCheckouts } from './figures/bare-checkouts.ts';
import { measureCheckouts } from './figures/checkouts.ts';
import { measureGateway } from './figures/gateway.ts';
import { measureInbox } from './figures/inbox.ts';
import { measurePaid, measurePaidInDatabase } from './figures/paid.ts';
import { measureRelay } from './figures/relay.ts';
import { addOldOrders } from './old-orders.ts';
import { jsonLinesOf, type Row, type Section, tableOf } from './section.ts';
import { startServers } from './servers.ts';
import { Shop } from './shop.ts';

const clientCounts = [1, 16, 64];
const warmUpMilliseconds = 4_000;
const measureMilliseconds = 6_000;
const paidMilliseconds = 4_000;
const bareMilliseconds = 3_000;
const gatewayMilliseconds = 3_000;
const oldOrders = 1_000_000;

if (process.platform !== 'linux') {
  process.stderr.write('make bench reads CPU times from /proc, which only Linux has.\n');
  process.exit(1);
}

const dir = await mkdtemp(join(tmpdir(), 'paidonce-bench-'));
const sections: Section[] = [];
try {
  await withSystem(async (system, shop) => {
    const pids = pidsOf(system);
    say(`warming up for ${warmUpMilliseconds / 1000} s`);
    await measureCheckouts({ shop, clients: 16, milliseconds: warmUpMilliseconds, pids });

    say('time from paying to PAID, idle and among 16 clients');
    const { orders } = system.databaseUrls;
    const inDatabase = await measurePaidInDatabase(shop.observer, 'idle', paidMilliseconds, orders);
    const idle = await measurePaid(shop.observer, 'idle', paidMilliseconds);
    const [loaded] = await Promise.all([
      measurePaid(shop.observer, 'among 16 clients', paidMilliseconds),
      measureCheckouts({ shop, clients: 16, milliseconds: paidMilliseconds, pids }),
    ]);
    const checkouts: Row[] = [];
    for (const clients of clientCounts) {
      say(`checkouts by ${clients} clients for ${measureMilliseconds / 1000} s`);
      checkouts.push(await measureCheckouts({ shop, clients, milliseconds: measureMilliseconds, pids }));
    }
    const title = 'A checkout: create an order, pay it, both through the gateway. CPU of all processes, clients aside.';
    show({ figure: 'checkout', title, rows: checkouts });
    show({ figure: 'paid', title: 'From the answer of pay to PAID', rows: [inDatabase, idle, loaded] });

    say('a GET directly, through the gateway, and through @fastify/http-proxy');
    show({
      figure: 'gateway',
      title: 'The same GET directly, through the gateway, and through another proxy that does its job in short',
      rows: await measureGateway(system, shop.observer, 16, gatewayMilliseconds),
    });

    say(`${oldOrders.toLocaleString('en')} old orders`);
    const among = { shop, clients: 16, milliseconds: measureMilliseconds, pids };
    const few = await measureCheckouts(among);
    await addOldOrders(system.databaseUrls, oldOrders);
    await measureCheckouts({ ...among, milliseconds: warmUpMilliseconds });
    const many = await measureCheckouts(among);
    show({
      figure: 'old-orders',
      title: 'A checkout among old orders',
      rows: [
        { 'old orders': 'few', ...few },
        { 'old orders': String(oldOrders), ...many },
      ],
    });
  });

  const servers = await startServers(join(dir, 'bare'));
  try {
    say("a checkout's statements alone");
    const bareShop = await BareShop.open(servers);
    const bare: Row[] = [];
    for (const clients of clientCounts)
      bare.push(await measureBareCheckouts(bareShop, clients, bareMilliseconds, servers.postgresPid));
    await bareShop.close();
    const floor =
      'The floor of a checkout: its statements alone, from one process. CPU of that process and of PostgreSQL.';
    show({ figure: 'checkout-floor', title: floor, rows: bare });

    say('the inbox of orders');
    const applied = 'Completed payments into orders, beside the same statements alone';
    show({ figure: 'inbox', title: applied, rows: [await measureInbox(servers, 5_000, 2)] });
    say('the relay out of a full outbox');
    const title = 'The relay out of a full outbox, beside the same messages published bare';
    show({ figure: 'relay', title, rows: [await measureRelay(servers, 20_000, 3)] });
  } finally {
    await servers.stop();
  }
  for (const section of sections) for (const line of jsonLinesOf(section)) console.log(line);
} finally {
  await rm(dir, { recursive: true });
}

async function withSystem(measure: (system: System, shop: Shop) => Promise<void>): Promise<void> {
  const system = await startSystem({ dir: join(dir, 'system'), onProgress: say });
  const shop = await Shop.open(system.gatewayUrl, Math.max(...clientCounts));
  try {
    await measure(system, shop);
  } finally {
    await shop.close();
    await system.stop();
  }
}

function pidsOf({ services, serverPids }: System): Map<string, number> {
  const instances = Object.entries(services).map(([name, [first]]) => [name, first?.pid() ?? 0] as const);
  return new Map([...instances, ...Object.entries(serverPids)]);
}

function show(section: Section): void {
  sections.push(section);
  console.log(tableOf(section));
}

function say(progress: string): void {
  process.stderr.write(`… ${progress}\n`);
}
