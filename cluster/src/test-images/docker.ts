// The Docker command, and everything that these tests make with it: under one label, by which it is found and taken away.

import { run } from '../programs/run.ts';

/** Of this run: several may go on at the same time. */
export const network = `paidonce-${process.pid}`;
const label = `paidonce.test=${network}`;

/** @throws with Docker's own words */
export function docker(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  return run('docker', args, { env: { ...process.env, ...env } });
}

export const makeNetwork = (): Promise<string> => docker(['network', 'create', '--label', label, network]);

/** Options of every container: how it is found by its name, by us and by the others. */
export const named = (name: string, alias: string): string[] => [
  ...['--name', containerOf(name), '--label', label, '--hostname', alias],
  ...['--network', network, '--network-alias', alias],
];

export const containerOf = (name: string): string => `${network}-${name}`;

/** @returns where somebody on this machine reaches the port */
export async function published(name: string, port: number): Promise<string> {
  const [address = ''] = (await docker(['port', containerOf(name), `${port}/tcp`])).trim().split('\n');
  return `http://${address}`;
}

export async function containers(): Promise<string[]> {
  const found = await docker(['ps', '--all', '--filter', `label=${label}`, '--format', '{{.Names}}']);
  return found.split('\n').filter((name) => name !== '');
}

/** Whatever is there, also of a run that failed. */
export async function removeAll(): Promise<void> {
  const left = await containers();
  if (left.length > 0) await docker(['rm', '--force', '--volumes', ...left]);
  await docker(['network', 'rm', network]).catch(() => {}); // it was not made yet
}
