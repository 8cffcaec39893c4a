// Places in the outbox, and what the broker's answers say about them. Pure rules of the relay.

/** A place in the outbox: everything up to and including it. Both parts are 64-bit numbers as strings. */
export type Cursor = { xid: string; seq: string };

/** The stream as the relay knew it: where the outbox stood, in which life of the stream, and the highest sequence it acknowledged. */
export type KnownStream = { created: string | undefined; acked: number };

/** What the broker lost: everything that was acknowledged with a higher sequence than this. */
export type Loss = { survived: number };

/** Compares the stream that is there with the one that was known. */
export function lossSince(known: KnownStream, found: { created: string; lastSequence: number }): Loss | undefined {
  if (known.created === undefined) return undefined;
  if (found.created !== known.created) return { survived: 0 };
  return found.lastSequence < known.acked ? { survived: found.lastSequence } : undefined;
}

/**
 * A stream whose tail was lost and that took new messages since looks healthy, but it gives away numbers that it had given before.
 * A duplicate has its old number, which proves nothing when rows behind the cursor are published again. Rows ahead of the cursor were never
 * acknowledged, so for them it does: their first publication showed the loss to a relay that could not note it down any more.
 * @param acknowledgements in the order of publishing
 * @param acked the highest sequence acknowledged before
 */
export function lossShownBy(
  acknowledgements: readonly { sequence: number; duplicate: boolean }[],
  acked: number,
  rows: 'ahead of the cursor' | 'behind the cursor',
): Loss | undefined {
  let highest = acked;
  for (const { sequence, duplicate } of acknowledgements) {
    if (duplicate && (rows === 'behind the cursor' || sequence > acked)) continue;
    if (sequence <= highest) return { survived: sequence - 1 };
    highest = sequence;
  }
  return undefined;
}

/** The highest sequence after these acknowledgements. */
export function highestSequence(acknowledgements: readonly { sequence: number }[], atLeast: number): number {
  return acknowledgements.reduce((highest, { sequence }) => Math.max(highest, sequence), atLeast);
}
