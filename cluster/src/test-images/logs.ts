// What all containers have said, looked through for what nobody is to see.

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { containers } from './docker.ts';

/** What a token looks like. */
const token = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/;

/** @returns how many lines there are. @throws that there is a secret, and where, without telling it */
export async function expectNoSecretInLogs(secrets: readonly string[]): Promise<number> {
  // Of a key the lines count one by one: in a log they would stand apart, or escaped.
  const wanted = secrets
    .flatMap((secret) => secret.split('\n'))
    .filter((line) => line !== '' && !line.startsWith('---'));
  let count = 0;
  for (const container of await containers()) {
    const lines = (await logsOf(container)).trim().split('\n');
    count += lines.length;
    const line = lines.find((said) => token.test(said) || wanted.some((secret) => said.includes(secret)));
    if (line !== undefined) throw new Error(`${container} wrote a secret into its log, ${line.length} characters long`);
  }
  return count;
}

export async function logsOf(container: string): Promise<string> {
  const child = spawn('docker', ['logs', container], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return said + complained;
}
