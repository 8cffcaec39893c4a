// Adds up jest's result files and says the sum on a line of its own; a suite that could not run counts as failed.
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
for (const file of process.argv.slice(2)) {
  const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  passed += result?.numPassedTests ?? 0;
  failed += result ? result.numFailedTests + result.numRuntimeErrorTestSuites : 1;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
