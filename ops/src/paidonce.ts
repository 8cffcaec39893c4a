// The operator's command: `paidonce audit [--json]`.

import { auditCommand, auditUsage } from './audit/index.ts';

const [command, ...args] = process.argv.slice(2);

if (command === 'audit') {
  process.exitCode = await auditCommand(args);
} else {
  const asked = command === undefined || command === 'help' || command === '--help';
  (asked ? process.stdout : process.stderr).write(
    asked ? auditUsage : `paidonce has no command "${command}".\n${auditUsage}`,
  );
  process.exitCode = asked ? 0 : 2;
}
