// `make build`, `make apply`, …: what make does about the shop in a cluster.

import { chooseContext } from '../kubernetes/choose-context.ts';
import { targets } from './targets.ts';

const [name] = process.argv.slice(2);

process.exitCode = await main();

async function main(): Promise<number> {
  const target = targets.find((one) => one.name === name);
  try {
    if (!target)
      throw new Error(`There is no target "${name}". There are ${targets.map((one) => one.name).join(', ')}.`);
    await target.run(target.reach ? await chooseContext(target.name, target.reach) : '');
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}
