// What a pod can reach, found out by connecting.

import { apply, kubectl, node } from '../kubernetes/kubectl.ts';
import { bareNode } from './bare-node.ts';

/** Host and port. */
export type Target = `${string}:${number}`;

const answerMilliseconds = 3_000;

/** Runs inside the pod: connects to each at once and prints those that it reached. */
const script = `
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
  return JSON.parse(await kubectl('exec', pod, '--', node, '-e', script, '--', ...targets)) as Target[]; // some of those
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
