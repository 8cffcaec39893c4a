// The operator's command, `npx paidonce`.

import { auditCommand } from './audit/index.ts';
import { catchUpCommand } from './catch-up/index.ts';
import { run } from './command-line/index.ts';
import { deadLettersCommands } from './dead-letters/index.ts';
import { explainCommand } from './explain/index.ts';
import { replayCommand } from './replay/index.ts';
import { secretsCommand } from './secrets/index.ts';
import { makeAdminCommand } from './users/index.ts';
import { walkCommand } from './walk/index.ts';

// Whoever reads the output may have gone (`npx paidonce … | head -1`): what was begun is brought to its end all the same.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
process.exitCode = await run(
  [
    explainCommand,
    auditCommand,
    ...deadLettersCommands,
    replayCommand,
    catchUpCommand,
    makeAdminCommand,
    walkCommand,
    secretsCommand,
  ],
  process.argv.slice(2),
);
