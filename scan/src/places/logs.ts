// What processes wrote while tests ran.

import { readdir } from 'node:fs/promises';
import type { Finding } from '../gitleaks.ts';
import { scanFiles } from './files.ts';

/** @returns undefined where no folder is named @throws where it is empty: then nothing was kept, and to find nothing would mean nothing */
export async function scanLogs(folder = process.env.PAIDONCE_KEEP_LOGS): Promise<Finding[] | undefined> {
  if (!folder) return undefined;
  if ((await readdir(folder)).length === 0) throw new Error(`Nothing was kept in ${folder}.`);
  return scanFiles(folder);
}
