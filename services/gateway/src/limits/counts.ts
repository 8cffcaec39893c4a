// How often each client came, in the window that runs and the one before.

type Count = {
  /** By ourselves, and not yet told to the others. */
  own: number;
  /** In all, as it was last told. */
  known: number;
};

export type Counts = {
  /** In the running window, and in the whole of the one before. */
  of(key: string, now: number): { current: number; previous: number };
  add(key: string, now: number): void;
  /** What has been counted since it was last told: window, key, how often. */
  untold(): { window: number; key: string; own: number }[];
  /** `own` of it was told, which makes `known` in all. */
  told(entry: { window: number; key: string; own: number }, known: number): void;
};

/** @param windowMilliseconds windows begin at its multiples, so that those of several gateways are the same */
export function createCounts(windowMilliseconds: number): Counts {
  let window = 0;
  let current = new Map<string, Count>();
  let previous = new Map<string, Count>();

  const turnTo = (now: number) => {
    const running = Math.floor(now / windowMilliseconds);
    if (running === window) return;
    previous = running === window + 1 ? current : new Map();
    current = new Map();
    window = running;
  };
  const total = (count: Count | undefined) => (count === undefined ? 0 : count.own + count.known);
  const generation = (of: number) => (of === window ? current : of === window - 1 ? previous : undefined);

  return {
    of(key, now) {
      turnTo(now);
      return { current: total(current.get(key)), previous: total(previous.get(key)) };
    },
    add(key, now) {
      turnTo(now);
      const count = current.get(key);
      if (count === undefined) current.set(key, { own: 1, known: 0 });
      else count.own += 1;
    },
    untold() {
      return [window - 1, window].flatMap((of) =>
        [...(generation(of) ?? [])]
          .filter(([, { own }]) => own > 0)
          .map(([key, { own }]) => ({ window: of, key, own })),
      );
    },
    told({ window: of, key, own }, known) {
      const count = generation(of)?.get(key);
      if (count === undefined) return;
      count.own -= own;
      count.known = known;
    },
  };
}
