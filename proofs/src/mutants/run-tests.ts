// Runs named tests in a checkout, and tells what each of them said.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

type Test = Mutant['test'];
/** `absent`: no test of that name ran, because there is none or because its file could not be loaded. */
export type Verdict = { outcome: 'passed' | 'failed' | 'absent'; said: string };

const limitMilliseconds = 240_000;

type Report = {
  testResults: {
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

export async function runTests(dir: string, tests: readonly Test[]): Promise<Verdict[]> {
  const out = await mkdtemp(join(tmpdir(), 'paidonce-verdict-'));
  try {
    const report = join(out, 'report.json');
    const output = await jest(dir, tests, report);
    const text = await readFile(report, 'utf8').catch(() => undefined);
    if (text === undefined) throw new Error(`jest wrote no report:\n${output}`);
    const { testResults }: Report = JSON.parse(text);
    return tests.map(({ name }) => verdict(testResults, name));
  } finally {
    await rm(out, { recursive: true });
  }
}

function verdict(testResults: Report['testResults'], name: string): Verdict {
  const ran = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName, status }) => fullName.includes(name) && status !== 'pending');
  const said = ran.flatMap(({ failureMessages }) => failureMessages).join('\n');
  if (ran.length === 0) return { outcome: 'absent', said: testResults.map(({ message }) => message).join('\n') };
  return { outcome: ran.some(({ status }) => status === 'failed') ? 'failed' : 'passed', said };
}

async function jest(dir: string, tests: readonly Test[], report: string): Promise<string> {
  const files = [...new Set(tests.map(({ file }) => file))];
  const names = tests.map(({ name }) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const asked = ['--runTestsByPath', ...files, '--testNamePattern', names, '--json', '--outputFile', report];
  // A test that fails half-way leaves connections open, for which jest would wait.
  asked.push('--forceExit');
  const child = spawn(process.execPath, [join(dir, 'node_modules/jest/bin/jest.js'), ...asked], {
    cwd: dir,
    env: {
      PAIDONCE_TEST_SERVERS: 'embedded',
      ...process.env,
      FORCE_COLOR: '0',
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMilliseconds,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  await once(child, 'close');
  return output;
}
