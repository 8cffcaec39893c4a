// `npx paidonce audit`

import { command } from '../command-line/index.ts';
import { findAddresses } from '../sources/index.ts';
import { audit } from './audit.ts';
import { report } from './report.ts';

export const auditCommand = command({
  name: 'audit',
  summary: 'Do all databases and streams agree?',
  about: `Checks what must always hold over all databases and streams of the running
system. It looks twice and tells what both looks show, so that a busy system is
no false alarm. It only reads.`,
  exitCodes: '0 everything holds; 1 something is violated',
  async run({ values }) {
    const seen = await audit(await findAddresses());
    process.stdout.write(values.json ? `${JSON.stringify(seen, null, 2)}\n` : report(seen));
    return seen.ok ? 0 : 1;
  },
});
