// Passwords and keys are changed while people order and pay.

import { audit } from '../audit.ts';
import { expectUnnoticed, withCrowd } from '../crowd-pod.ts';
import { commandsOf, typeCommands, withFolder } from '../guide.ts';
import type { Step } from '../step.ts';

export const rotation: Step = {
  name: 'rotation',
  about: 'the commands of docs/kubernetes.md change passwords and keys under load: nobody is logged out',
  needsShop: true,
  async run() {
    const [passwords, newKey, oldKeyGoes] = await commandsOf('New keys and passwords');
    const people = { people: 4, pauseMilliseconds: 200 };
    await withCrowd(people, () => typeCommands('new passwords of a database and of a user of NATS', passwords));
    await withFolder(async (cwd) => {
      expectUnnoticed(await withCrowd(people, () => typeCommands('a new key of the tokens', newKey, { cwd })));
      await typeCommands('the old key of the tokens is good for nothing', oldKeyGoes, { cwd });
    });
    await audit();
  },
};
