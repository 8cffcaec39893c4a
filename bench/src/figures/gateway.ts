// What the way through the gateway costs: the same GET directly, through the gateway, and through @fastify/http-proxy.

import type { System } from '@paidonce/local/system';
import { Pool } from 'undici';
import { cpuTimes } from '../cpu.ts';
import { percentile } from '../percentile.ts';
import { startFastifyProxy } from '../proxy-process.ts';
import type { Row } from '../section.ts';
import type { Customer } from '../shop.ts';

/** A way to products, and the process that stands in it. */
type Door = { way: string; url: string; pid: number | undefined };
type Tally = { latencies: number[]; seconds: number; cpu: number };

const path = '/products/OLJCESPC7Z';
const rounds = 3;

/**
 * All ways in turn, a few rounds, so that whatever else the machine does meets all of them. CPU is of the process in
 * between, for each request.
 */
export async function measureGateway(
  system: System,
  customer: Customer,
  clients: number,
  milliseconds: number,
): Promise<Row[]> {
  const upstream = system.services.products[0]?.url ?? '';
  const proxy = await startFastifyProxy(system, upstream);
  const doors: Door[] = [
    { way: 'direct', url: upstream, pid: undefined },
    { way: 'gateway', url: system.gatewayUrl, pid: system.services.gateway[0]?.pid() },
    { way: '@fastify/http-proxy', url: proxy.url, pid: proxy.pid },
  ];
  const tallies = new Map(doors.map((door): [Door, Tally] => [door, { latencies: [], seconds: 0, cpu: 0 }]));
  try {
    // The first round warms up and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [door, tally] of tallies) {
        await ask(door, customer, clients, milliseconds / rounds, tally);
        if (round === 0) Object.assign(tally, { latencies: [], seconds: 0, cpu: 0 });
      }
    }
  } finally {
    await proxy.stop();
  }
  return [...tallies].map(([{ way }, { latencies, seconds, cpu }]) => ({
    way,
    clients,
    'GETs/s': latencies.length / seconds,
    'p50 ms': percentile(latencies, 0.5),
    'p99 ms': percentile(latencies, 0.99),
    'its CPU ms each': cpu / latencies.length,
  }));
}

async function ask(
  { url, pid }: Door,
  customer: Customer,
  clients: number,
  milliseconds: number,
  tally: Tally,
): Promise<void> {
  const pool = new Pool(url, { connections: clients, pipelining: 1 });
  const spent = () => (pid === undefined ? 0 : (cpuTimes(new Map([['it', pid]])).get('it') ?? 0));
  const headers = { authorization: `Bearer ${customer.token}` };
  const before = spent();
  const started = performance.now();
  const client = async () => {
    while (performance.now() < started + milliseconds) {
      const begun = performance.now();
      const answer = await pool.request({ method: 'GET', path, headers });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`GET ${url}${path}: ${answer.statusCode}`);
      tally.latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  tally.seconds += (performance.now() - started) / 1000;
  tally.cpu += spent() - before;
  await pool.close();
}
