// The commands of docs/kubernetes.md, typed as they stand there.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { helm, natsCli } from '@paidonce/helm/tools';
import { pinnedContext } from '../kubernetes/context.ts';
import { run } from '../programs/run.ts';
import { say, since } from '../say.ts';
import { settings } from '../settings.ts';
import { allReady } from '../shop/release.ts';

const root = join(import.meta.dirname, '../../..');
const guide = join(root, 'docs/kubernetes.md');

/** @returns the blocks of shell commands under a heading of the guide */
export async function commandsOf(heading: string): Promise<string[]> {
  const text = await readFile(guide, 'utf8');
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

/** What is typed goes to the cluster of this run, whatever the current one is. The variable is that of `make`. */
export const pinned = `kubectl() { command kubectl --context "$CONTEXT" "$@"; }
helm() { command helm --kube-context "$CONTEXT" "$@"; }
`;

/** @property cwd the root of the repository when left out; @property isReadyAfterwards waits for that unless false */
type Typing = { cwd?: string; isReadyAfterwards?: boolean };

/** Types a block, in the namespace of the tests. @param what is so afterwards */
export async function typeCommands(
  what: string,
  block = '',
  { cwd = root, isReadyAfterwards = true }: Typing = {},
): Promise<void> {
  const start = Date.now();
  const script = block
    .replaceAll('-n api ', `-n ${settings.namespace} `)
    .replaceAll('--namespace api ', `--namespace ${settings.namespace} `);
  const tools = [await helm(), ...(/^ *nats /m.test(script) ? [await natsCli()] : [])];
  const PATH = [...tools.map(dirname), process.env.PATH].join(':');
  const env = { ...process.env, PATH, CONTEXT: pinnedContext() };
  await run('bash', ['-euc', pinned + script], { cwd, env });
  if (isReadyAfterwards) await allReady();
  say(`${what}: ${since(start)}`);
}

/** A folder for what the commands write: dumps, keys. */
export async function withFolder(use: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = await mkdtemp(join(tmpdir(), 'paidonce-guide-'));
  try {
    await use(cwd);
  } finally {
    await rm(cwd, { recursive: true });
  }
}
