// What many ask for at once and costs the services something: found out once, and told to all of them.

/** @returns what `find` found within the last so many milliseconds, or what it finds now */
export function keptFor<Found>(milliseconds: number, find: () => Promise<Found>): () => Promise<Found> {
  let kept: { found: Promise<Found>; until: number } | undefined;
  return () => {
    const now = performance.now();
    if (kept === undefined || kept.until <= now) kept = { found: find(), until: now + milliseconds };
    return kept.found;
  };
}
