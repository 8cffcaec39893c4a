// `make reset CONTEXT=…`: the namespace goes with all that is in it, and comes back empty.

import { everythingIn } from '../kubernetes/everything-in.ts';
import { makeNamespace, removeNamespace } from '../kubernetes/namespace.ts';
import { say } from '../say.ts';
import { release, settings } from '../settings.ts';
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

/** What Helm keeps about the release carries labels of Helm's own. */
async function thingsOfOthers(): Promise<string[]> {
  const all = await everythingIn('app.kubernetes.io/part-of!=paidonce');
  return all.filter((name) => !name.startsWith(`secret/sh.helm.release.v1.${release}.`));
}
