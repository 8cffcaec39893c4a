// Passwords and keys are changed as docs/kubernetes.md says, by its own commands, while people order and pay.

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { helm } from '@paidonce/helm/tools';
import { audit } from '../audit.ts';
import { expectUnnoticed, withCrowd } from '../crowd-pod.ts';
import { run } from '../kubernetes/run.ts';
import { allReady } from '../release.ts';
import { say, since } from '../say.ts';
import { settings } from '../settings.ts';
import type { Step } from '../step.ts';

const root = join(import.meta.dirname, '../../..');
const guide = join(root, 'docs/kubernetes.md');
const chapter = 'New keys and passwords';

export const rotation: Step = {
  name: 'rotation',
  about: 'the commands of docs/kubernetes.md change passwords and keys under load: nobody is logged out',
  needsShop: true,
  async run() {
    const [passwords = '', newKey = '', oldKeyGoes = ''] = await commandsOf(chapter);
    const people = { people: 4, pauseMilliseconds: 200 };
    await withCrowd(people, () => type('the passwords of a database and of a user of NATS are new', passwords));
    const report = await withCrowd(people, () => type('the key of the tokens is new', newKey));
    expectUnnoticed(report);
    await type('the old key of the tokens is good for nothing', oldKeyGoes);
    await audit();
  },
};

async function type(what: string, commands: string): Promise<void> {
  const start = Date.now();
  const script = commands
    .replaceAll('-n api ', `-n ${settings.namespace} `)
    .replaceAll('--namespace api ', `--namespace ${settings.namespace} `);
  const PATH = `${dirname(await helm())}:${process.env.PATH}`;
  await run('bash', ['-euc', script], { cwd: root, env: { ...process.env, PATH } });
  await allReady();
  say(`${what}: ${since(start)}`);
}

/** The blocks of shell commands under a heading of the guide. */
async function commandsOf(heading: string): Promise<string[]> {
  const text = await readFile(guide, 'utf8');
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
}
