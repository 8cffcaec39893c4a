// `paidonce secrets`, for the Job of the chart.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { command } from '../command-line/index.ts';
import { CouldNotLook } from '../sources/index.ts';
import { accessOfPod, KubernetesSecrets } from './kubernetes-secrets.ts';
import { makeSecrets, type Outcome } from './make-secrets.ts';
import { type WantedSecret, wantedSecrets } from './wanted.ts';

export const secretsCommand = command({
  name: 'secrets',
  takes: ['<file>'],
  summary: 'Makes the Secrets of a cluster that are missing',
  about: `Makes the Secrets that the file names and that the namespace of this pod does
not have yet, and the keys that they lack; what is there stays as it is. For
the Job of the chart: outside of a cluster it has nothing to do. Values are
shown to nobody.`,
  exitCodes: '0 all of them are there',
  async run({ values, words: [file = ''] }) {
    const outcomes = await makeSecrets(new KubernetesSecrets(accessOfPod()), await wantedOf(file));
    const lines = values.json ? [JSON.stringify(outcomes, null, 2)] : outcomes.map(lineOf);
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
});

async function wantedOf(file: string): Promise<WantedSecret[]> {
  try {
    return wantedSecrets.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new CouldNotLook(`${file} does not say which Secrets are wanted: ${reason}`, { cause });
  }
}

const lineOf = ({ name, outcome, keys }: Outcome) =>
  keys.length === 0 ? `${name}: ${outcome}` : `${name}: ${outcome} (${keys.join(', ')})`;
