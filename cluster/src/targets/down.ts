// `make down`: the shop goes, its data stay.

import { installer } from '../kubernetes/installer.ts';
import { show } from '../kubernetes/kubectl.ts';
import { say } from '../say.ts';
import { uninstall } from '../shop/release.ts';
import { kindsOfManifests } from './manifests.ts';
import type { Target } from './target.ts';

export const down: Target = {
  name: 'down',
  reach: 'changed',
  async run(context) {
    if ((await installer()) === 'Helm') {
      say('it was installed by Helm: helm uninstall');
      await uninstall();
    }
    const kinds = (await kindsOfManifests()).join(',');
    await show('delete', kinds, '--selector', 'app.kubernetes.io/part-of=paidonce', '--ignore-not-found', '--wait');
    say(
      'What stays: the namespace, the volumes of databases and streams, and the Secrets, without which the volumes are of no use.',
    );
    say(`make apply finds all of it again; make reset CONTEXT=${context} throws it away.`);
  },
};
