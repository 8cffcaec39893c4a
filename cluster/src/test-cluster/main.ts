// `make test-cluster`: everything that only a cluster can show, one step after the other; or the one that is named.

import { chooseContext } from '../kubernetes/choose-context.ts';
import { expectEmptyNamespace, removeNamespace } from '../kubernetes/namespace.ts';
import { say, since } from '../say.ts';
import { settings } from '../settings.ts';
import { isInstalled } from '../shop/release.ts';
import type { Step } from './step.ts';
import { accepted } from './steps/accepted.ts';
import { e2e } from './steps/e2e.ts';
import { images } from './steps/images.ts';
import { install } from './steps/install.ts';
import { kills } from './steps/kills.ts';
import { network } from './steps/network.ts';
import { nodes } from './steps/nodes.ts';
import { resources } from './steps/resources.ts';
import { restore } from './steps/restore.ts';
import { rolling } from './steps/rolling.ts';
import { rotation } from './steps/rotation.ts';
import { scaling } from './steps/scaling.ts';
import { uninstall } from './steps/uninstall.ts';

const steps: readonly Step[] = [
  images,
  accepted,
  install,
  e2e,
  network,
  resources,
  scaling,
  rolling,
  rotation,
  kills,
  nodes,
  restore,
  uninstall,
];
const [only] = process.argv.slice(2);

process.exitCode = await main();

async function main(): Promise<number> {
  const chosen = steps.filter(({ name }) => !only || name === only);
  if (chosen.length === 0)
    return complain(`There is no step "${only}". There are ${steps.map(({ name }) => name).join(', ')}.`);
  try {
    await chooseContext('test-cluster', 'changed');
    if (!only) await expectEmptyNamespace();
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error));
  }
  try {
    for (const step of chosen) await runStep(step);
  } catch (error) {
    say(`FAILED: ${error instanceof Error ? error.message : error}`);
    if (!only && !settings.keepsNamespace) await removeNamespace();
    return 1;
  }
  if (!only) await removeNamespace();
  say('all of it is as it should be');
  return 0;
}

async function runStep({ name, about, needsShop, run }: Step): Promise<void> {
  const start = Date.now();
  say(`== ${name}: ${about}`);
  if (needsShop && !(await isInstalled())) await install.run();
  await run();
  say(`== ${name}: done in ${since(start)}`);
}

function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}
