// What the Tiltfile tells Tilt to do, without Tilt.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { type Rendered, renderChart } from '../rendering/index.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const reader = join(import.meta.dirname, 'read-tiltfile.py');
const valuesFile = 'helm/paidonce/values.yaml';

export type Call = {
  call: string;
  words: string[];
  // biome-ignore lint/suspicious/noExplicitAny: each call has named arguments of its own
  named: Record<string, any>;
};

export type Tiltfile = {
  calls: Call[];
  /** The chart as the Tiltfile has it rendered. */
  rendered: Rendered[];
};

/**
 * @param options what stands behind `tilt up --`
 * @param environment variables
 * @throws with Python's words when the Tiltfile calls something that is not known to the reader
 */
export async function readTiltfile(options = {}, environment = {}): Promise<Tiltfile> {
  const read = async (rendered: Rendered[]): Promise<Call[]> => {
    const yaml = { [valuesFile]: parse(await readFile(join(root, valuesFile), 'utf8')) };
    const reading = run('python3', [reader], { cwd: root });
    const objects = rendered.map(({ object }) => object);
    reading.child.stdin?.end(JSON.stringify({ options, environment, yaml, objects }));
    return JSON.parse((await reading).stdout);
  };
  const [helm] = (await read([])).filter(({ call }) => call === 'helm');
  const rendered = await renderChart({ set: helm?.named.set, namespace: helm?.named.namespace });
  return { calls: await read(rendered), rendered };
}
