// All files of a folder.

import { relative } from 'node:path';
import { type Finding, gitleaks } from '../gitleaks.ts';

/** Archives in archives: a saved image has its layers as archives, and a layer may be compressed. */
const depth = 4;

/** @returns what was found, with names as seen from the folder */
export async function scanFiles(folder: string): Promise<Finding[]> {
  const findings = await gitleaks(['dir', folder, `--max-archive-depth=${depth}`]);
  return findings.map((finding) => ({ ...finding, file: relative(folder, finding.file) }));
}
