// `helm template`, as objects and as text.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import { helm } from '../tools/index.ts';

const run = promisify(execFile);
const chart = join(import.meta.dirname, '../../paidonce');

/** One object that the chart makes. */
export type Rendered = {
  /** The template that it comes from: `nats/stateful-set.yaml`. */
  source: string;
  text: string;
  object: KubernetesObject;
};

/** As much of any object as every object has; what a kind has besides is looked at by its name. */
export type KubernetesObject = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: each kind has its own shape, which the API server's schemas check
  spec?: any;
  data?: Record<string, string>;
};

export type Rendering = {
  /** What differs from values.yaml. */
  values?: object;
  /** A file of such values, which goes before `values`. */
  valuesFile?: string;
  /** Such values as `--set` takes them, which come after both. */
  set?: readonly string[];
  namespace?: string;
  /** Another folder than that of the chart: a copy of it. */
  from?: string;
};

/**
 * @returns the objects in the order of their installation
 * @throws with Helm's own words when it refuses the values
 */
export async function renderChart({
  values = {},
  valuesFile,
  set = [],
  namespace = 'api',
  from = chart,
}: Rendering = {}): Promise<Rendered[]> {
  const files = valuesFile === undefined ? [] : ['--values', valuesFile];
  const settings = set.flatMap((setting) => ['--set', setting]);
  const rendering = run(
    await helm(),
    ['template', 'paidonce', from, '--namespace', namespace, ...files, '--values', '-', ...settings],
    { maxBuffer: 64 * 1024 ** 2 },
  );
  rendering.child.stdin?.end(stringify(values));
  const { stdout } = await rendering;
  return stdout
    .split(/^---$/m)
    .filter((text) => text.trim() !== '')
    .map(renderedOf);
}

function renderedOf(document: string): Rendered {
  const [, source = ''] = /^# Source: paidonce\/templates\/(.+)$/m.exec(document) ?? [];
  const text = document.replace(/^# Source: .*\n/m, '').trim();
  // Rendered by our own chart; the API server's schemas are checked by a test.
  return { source, text, object: parse(text) as KubernetesObject };
}
