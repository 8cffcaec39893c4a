// What `kubectl apply -k` would send.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Rendered } from '../rendering/index.ts';
import { kustomize } from '../tools/index.ts';

const run = promisify(execFile);

/** @returns the objects that the kustomization.yaml of a folder makes */
export async function buildOverlay(folder: string): Promise<Rendered[]> {
  const [program, word] = await kustomize();
  const { stdout } = await run(program, [word, folder], { maxBuffer: 64 * 1024 ** 2 });
  return parseAllDocuments(stdout).map((document) => ({
    source: folder,
    text: String(document),
    object: document.toJS() as Rendered['object'], // the API server's schemas are checked by a test
  }));
}
