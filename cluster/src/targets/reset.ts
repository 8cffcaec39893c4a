// `make reset CONTEXT=…`: the namespace goes with all that is in it, and comes back empty.

import { kubectl } from '../kubernetes/kubectl.ts';
import { makeNamespace, removeNamespace } from '../kubernetes/namespace.ts';
import { say } from '../say.ts';
import { settings } from '../settings.ts';
import type { Target } from './target.ts';

export const reset: Target = {
  name: 'reset',
  reach: 'lost',
  async run() {
    const { namespace } = settings;
    const others = (await thingsOfOthers()).join(', ');
    if (others !== '')
      throw new Error(
        `There is more than PaidOnce in the namespace ${namespace}: ${others}. Take that away first, or run make down, which leaves it alone.`,
      );
    await removeNamespace();
    await makeNamespace();
    say(
      `The namespace ${namespace} is empty: orders, payments, accounts, streams and Secrets are gone. make apply begins anew.`,
    );
  },
};

/** Of what runs or has data. */
async function thingsOfOthers(): Promise<string[]> {
  const kinds = 'deployments,statefulsets,daemonsets,cronjobs,persistentvolumeclaims';
  const selector = ['--selector', 'app.kubernetes.io/part-of!=paidonce'];
  return (await kubectl('get', kinds, ...selector, '--ignore-not-found', '--output', 'name'))
    .split('\n')
    .filter(Boolean);
}
