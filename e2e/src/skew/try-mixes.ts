// Every mix of two versions in turn, and what was wrong in it.

import { sendCrowd } from '../support/paying-crowd.ts';
import { type Begun, live } from './live.ts';
import { look } from './look.ts';
import { arrival, before, comeback, type Mix, mixes, rollback, type Version } from './mixes.ts';
import type { Outcome } from './table.ts';
import type { TwoVersions } from './two-versions.ts';

/** What is wrong in a mix is told, and the next ones are tried all the same. */
export async function tryMixes(versions: TwoVersions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let system = await versions.bring('old');
  let begun: Begun | undefined;

  const tried = async (mix: Mix, prepare: () => Promise<string[]>) => {
    process.stderr.write(`… ${mix.name}\n`);
    const wrong: string[] = [];
    try {
      const [here = '', there = here] = await prepare();
      begun = await live({ here, there, jwtSecretKey: system.jwtSecretKey }, begun);
      wrong.push(...(await look(system)));
    } catch (error) {
      wrong.push(String(error));
    }
    wrong.push(...versions.errors());
    for (const what of wrong) process.stderr.write(`  ${what}\n`);
    outcomes.push({ mix, wrong });
  };
  /** Another version starts, and migrates, while people order and pay at the one that runs. @returns both gateways */
  const joined = async (version: Version) => {
    const present = system;
    const crowd = sendCrowd(present, { people: 3, ordersEach: 10_000 });
    system = await versions.bring(version).finally(() => crowd.leave());
    const { refusals, broken } = await crowd.leave();
    if (refusals.length + broken.length > 0)
      throw new Error(`people noticed: ${JSON.stringify(refusals[0]?.body ?? broken[0])}`);
    return [present.gatewayUrl, system.gatewayUrl];
  };

  await tried(before, () => versions.arrange(before));
  await tried(arrival, () => joined('new'));
  for (const mix of mixes) await tried(mix, () => versions.arrange(mix));
  await tried(comeback, () => joined('old'));
  await tried(rollback, () => versions.arrange(rollback));
  return outcomes;
}
