// `paidonce audit`

import { parseArgs } from 'node:util';
import { findAddresses } from './addresses.ts';
import { audit } from './audit.ts';
import { CouldNotLook } from './could-not-look.ts';
import { report } from './report.ts';

export const auditUsage = `paidonce audit [--json]

Checks the invariants over all databases and streams of the running system. Finds it by DATABASE_URL_USERS, DATABASE_URL_PRODUCTS,
DATABASE_URL_ORDERS, DATABASE_URL_PAYMENTS and NATS_URL, or by what make up wrote down.
Exit code: 0 everything holds, 1 something is violated, 2 could not look.
`;

/** @returns the exit code */
export async function auditCommand(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } }, strict: true });
    const seen = await audit(await findAddresses());
    process.stdout.write(values.json ? `${JSON.stringify(seen, null, 2)}\n` : report(seen));
    return seen.ok ? 0 : 1;
  } catch (error) {
    const known = error instanceof CouldNotLook || (error instanceof TypeError && 'code' in error); // parseArgs throws the latter
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : error}\n`);
    return 2;
  }
}
