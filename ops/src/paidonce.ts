// The operator's command, `npx paidonce`.

import { auditCommand } from './audit/index.ts';
import { run } from './command-line/index.ts';
import { deadLettersCommands } from './dead-letters/index.ts';
import { explainCommand } from './explain/index.ts';
import { replayCommand } from './replay/index.ts';
import { makeAdminCommand } from './users/index.ts';

// Whoever reads the output may have gone (`npx paidonce … | head -1`): what was begun is brought to its end all the same.
const outputs = [process.stdout, process.stderr];
for (const output of outputs) output.on('error', () => {});
const code = await run(
  [explainCommand, auditCommand, ...deadLettersCommands, replayCommand, makeAdminCommand],
  process.argv.slice(2),
);
// Not left to end by itself: a try to connect to a NATS that hangs keeps its socket. What was said is read first.
for (const output of outputs) await new Promise((written) => output.write('', written));
process.exit(code);
