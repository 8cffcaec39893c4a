// The operator's command, `npx paidonce`.

import { auditCommand } from './audit/index.ts';
import { run } from './command-line/index.ts';

process.exitCode = await run([auditCommand], process.argv.slice(2));
