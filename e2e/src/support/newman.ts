// Runs the Postman collection as its users do: by newman, with the environment that lies beside it.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const newman = createRequire(import.meta.url).resolve('newman/bin/newman.js');
const postman = join(import.meta.dirname, '../../../postman');

const report = z.object({
  run: z.object({
    stats: z.object({ assertions: z.object({ total: z.int() }) }),
    failures: z.array(
      z.object({
        source: z.object({ name: z.string() }).optional(),
        error: z.object({ test: z.string().optional(), message: z.string() }),
      }),
    ),
  }),
});

/**
 * @param variables take the place of the environment's
 * @returns each assertion that failed, in a sentence, and how many there were in all
 */
export async function runCollection(
  variables: Record<string, string>,
): Promise<{ failures: string[]; assertions: number }> {
  const dir = await mkdtemp(join(tmpdir(), 'paidonce-newman-'));
  const output = join(dir, 'report.json');
  const options = ['--environment', join(postman, 'local.postman_environment.json'), '--reporters', 'json'];
  const given = Object.entries(variables).flatMap(([name, value]) => ['--env-var', `${name}=${value}`]);
  const collection = join(postman, 'PaidOnce.postman_collection.json');
  try {
    const args = [newman, 'run', collection, ...options, ...given, '--reporter-json-export', output];
    // It ends with 1 when an assertion failed, which the report says better.
    await new Promise((resolve) => execFile(process.execPath, args, { timeout: 120_000 }, resolve));
    const { run } = report.parse(JSON.parse(await readFile(output, 'utf8')));
    const failures = run.failures.map(({ source, error }) => `${source?.name}: ${error.test ?? ''}: ${error.message}`);
    return { failures, assertions: run.stats.assertions.total };
  } finally {
    await rm(dir, { recursive: true });
  }
}
