// What a mix of versions left behind, seen by the auditor.

import type { System } from '@paidonce/local/system';
import { audit } from '@paidonce/ops/audit';

const patience = 20_000;

/** @returns what is wrong with the databases and streams; nothing, when all is well */
export async function look({ readerUrls, natsUrl }: System): Promise<string[]> {
  const { invariants, delivery } = await audit({ readerUrls, natsUrl }, { patience });
  const violations = invariants.flatMap(({ violations }) => violations.map(({ what }) => what));
  const letters = delivery.flatMap(({ stream, subscribers }) =>
    subscribers.flatMap(({ service, deadLetters, latest }) =>
      deadLetters > 0 ? [`${deadLetters} dead letters of ${stream} at ${service}: ${latest[0]?.reason}`] : [],
    ),
  );
  const late = delivery.flatMap(({ stream, subscribers }) =>
    subscribers.flatMap(({ service, behind = 0 }) => (behind > 0 ? [`${service} is ${behind} behind ${stream}`] : [])),
  );
  return [...violations, ...letters, ...late];
}
