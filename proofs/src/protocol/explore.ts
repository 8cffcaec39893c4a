// Visits every state that can be reached, and checks each, as it is and at rest.

import { drained } from './drain.ts';
import { always, atRest } from './invariants.ts';
import type { Rules } from './rules.ts';
import { beginning, stepsFrom } from './steps.ts';
import { keyOf, type Setting, type World } from './world.ts';

export type Exploration = {
  states: number;
  /** What did not hold, and the shortest way to it. */
  violation?: { what: string; path: string[] };
};

/** @throws when there are more states than that: with the rules in their place there are not */
export function explore(rules: Rules, setting: Setting, mostStates = 1_500_000): Exploration {
  const start = beginning(rules, setting);
  const reachedBy = new Map<string, { from: string; what: string } | undefined>([[keyOf(start), undefined]]);
  let layer = [start];
  while (layer.length > 0) {
    const next: World[] = [];
    for (const world of layer) {
      const key = keyOf(world);
      const what = wrongWith(world, rules, setting);
      if (what !== undefined) return { states: reachedBy.size, violation: { what, path: pathTo(key) } };
      for (const step of stepsFrom(world, rules, setting)) {
        const reached = keyOf(step.to);
        if (reachedBy.has(reached)) continue;
        reachedBy.set(reached, { from: key, what: step.what });
        next.push(step.to);
      }
    }
    if (reachedBy.size > mostStates) throw new Error(`more than ${mostStates} states`);
    layer = next;
  }
  return { states: reachedBy.size };

  function pathTo(key: string): string[] {
    const step = reachedBy.get(key);
    return step ? [...pathTo(step.from), step.what] : [];
  }
}

function wrongWith(world: World, rules: Rules, setting: Setting): string | undefined {
  const now = always(world, setting);
  if (now !== undefined) return now;
  let rest: World;
  try {
    rest = drained(world, rules, setting);
  } catch (error) {
    return `an event that nobody can apply: ${error}`;
  }
  return always(rest, setting) ?? atRest(rest, setting);
}
