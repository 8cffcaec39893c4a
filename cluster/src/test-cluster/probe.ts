// What a pod can reach, found out by connecting.

import { apply, kubectl, node } from '../kubernetes/kubectl.ts';
import { bareNode } from './bare-node.ts';

/** Host and port. */
export type Target = `${string}:${number}`;

const answerMilliseconds = 3_000;

/** Runs inside the pod: connects to each at once and prints those that it reached. */
const connecting = `
const { connect } = require('node:net');
const tries = process.argv.slice(1).map((target) => new Promise((resolve) => {
  const [host, port] = target.split(':');
  const socket = connect({ host, port: Number(port), timeout: ${answerMilliseconds} });
  const done = (reached) => { socket.destroy(); resolve(reached ? [target] : []); };
  socket.on('connect', () => done(true)).on('timeout', () => done(false)).on('error', () => done(false));
}));
Promise.all(tries).then((reached) => console.log(JSON.stringify(reached.flat())));
`;

/** @returns those that took the connection */
export async function probe(pod: string, targets: readonly Target[]): Promise<Target[]> {
  return JSON.parse(await kubectl('exec', pod, '--', node, '-e', connecting, '--', ...targets)) as Target[]; // some of those
}

/** Runs in a pod that may ask for names. */
const lookup = `
const { lookup } = require('node:dns/promises');
const hosts = process.argv.slice(1);
Promise.all(hosts.map(async (host) => [host, (await lookup(host, 4)).address])).then((found) => console.log(JSON.stringify(Object.fromEntries(found))));
`;

/** Runs in the pod of a database, which has bash, and no Node. */
const script = `try() { timeout ${answerMilliseconds / 1_000} bash -c '</dev/tcp/$0/$1' "$2" "$3" 2>/dev/null && echo "$1"; }
for words; do try $words & done
wait`;

/** @returns the same from the pod of a database: by addresses, since it may not even ask for names */
export async function probeByAddress(pod: string, targets: readonly Target[]): Promise<Target[]> {
  const places = targets.map((target) => target.split(':') as [host: string, port: string]); // by its type
  const hosts = places.map(([host]) => host);
  const told = await kubectl('exec', 'deployment/operator', '--', node, '-e', lookup, '--', ...hosts);
  const addresses = JSON.parse(told) as Record<string, string>; // by the lines above
  const words = places.map(([host, port], index) => `${targets[index]} ${addresses[host]} ${port}`);
  const reached = (await kubectl('exec', pod, '--', 'bash', '-c', script, 'probe', ...words)).split('\n');
  return targets.filter((target) => reached.includes(target));
}

/** A pod without any label, as somebody may run beside the shop. */
export async function withStranger(use: (pod: string) => Promise<void>): Promise<void> {
  const name = 'stranger';
  await kubectl('delete', 'pod', name, '--ignore-not-found', '--grace-period=1');
  await apply(
    bareNode({ name, command: [node, '-e', 'setInterval(() => {}, 1000); process.on("SIGTERM", process.exit)'] }),
  );
  try {
    await kubectl('wait', '--for=condition=Ready', `pod/${name}`, '--timeout=2m');
    await use(name);
  } finally {
    await kubectl('delete', 'pod', name, '--grace-period=1');
  }
}
