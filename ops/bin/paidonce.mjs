#!/usr/bin/env node
// The way in for `npx paidonce`: the sources are TypeScript, which only a newer Node runs as it is.
if (process.features.typescript) {
  await import('../src/main.ts');
} else {
  process.stderr.write(
    `paidonce needs Node 22.18 or later and runs under ${process.version}: run it as "npx paidonce" from the project's directory after "npm install", which brings Node 24.\n`,
  );
  process.exitCode = 2;
}
