// The last word of a test: the auditor looks at everything at once.

import { expect } from '@jest/globals';
import type { System } from '@paidonce/local/system';
import { type Audit, audit } from '@paidonce/ops/audit';

/** The auditor, once everything has arrived, finds every invariant kept. */
export async function expectAuditorAgrees({ readerUrls, natsUrl }: System, patience = 20_000): Promise<Audit> {
  const seen = await audit({ readerUrls, natsUrl }, { patience });
  expect(seen.invariants.flatMap(({ violations }) => violations.map(({ what }) => what))).toEqual([]);
  return seen;
}
