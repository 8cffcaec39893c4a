// The whole exploration: every world with the rules as they are, and one world for each rule that is taken out.

import { type Exploration, explore } from './explore.ts';
import { realRules, spoiltRules } from './rules.ts';
import { settings } from './settings.ts';
import { type TakenOut, takenOut } from './taken-out.ts';
import type { Setting } from './world.ts';

export type Report = {
  explored: { setting: Setting; exploration: Exploration }[];
  spoilt: { takenOut: TakenOut; exploration: Exploration }[];
};

export async function exploreAll(): Promise<Report> {
  const explored = Object.values(settings).map((setting) => ({ setting, exploration: explore(realRules, setting) }));
  const spoilt: Report['spoilt'] = [];
  for (const one of takenOut) {
    const rules = 'length' in one.by ? await spoiltRules(one.by) : { ...realRules, ...one.by };
    spoilt.push({ takenOut: one, exploration: explore(rules, one.setting) });
  }
  return { explored, spoilt };
}
