// The one switch between the servers that tests run against.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type ServerKind = 'embedded' | 'containers';
export type Choice = { kind: ServerKind; because: string };

/**
 * PAIDONCE_TEST_SERVERS=embedded or containers decides; without it, containers where a Docker engine answers.
 * @throws on any other value: a typing error must not silently test something else
 */
export async function chooseServers(
  wish: string | undefined = process.env.PAIDONCE_TEST_SERVERS,
  engineAnswers: () => Promise<boolean> = dockerAnswers,
): Promise<Choice> {
  if (wish === 'embedded' || wish === 'containers') return { kind: wish, because: `PAIDONCE_TEST_SERVERS=${wish}` };
  if (wish) throw new Error(`PAIDONCE_TEST_SERVERS is "${wish}": it takes embedded or containers`);
  return (await engineAnswers())
    ? { kind: 'containers', because: 'a Docker engine answers' }
    : { kind: 'embedded', because: 'no Docker engine answers' };
}

async function dockerAnswers(): Promise<boolean> {
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 5_000 });
    return true;
  } catch {
    return false;
  }
}
