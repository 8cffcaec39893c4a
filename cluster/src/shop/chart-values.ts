// The chart's own values: which services there are, and who calls whom.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const file = join(import.meta.dirname, '../../../helm/paidonce/values.yaml');

const service = z.object({
  host: z.string(),
  stream: z.string().optional(),
  calls: z.array(z.string()).default([]),
  public: z.boolean().default(false),
  seed: z.string().optional(),
});
const values = z.object({ services: z.record(z.string(), service) });

export type ChartService = z.output<typeof service>;

export async function chartValues(): Promise<z.output<typeof values>> {
  return values.parse(parse(await readFile(file, 'utf8')));
}
