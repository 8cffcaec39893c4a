// Which cluster a run goes to. Nothing is changed by mistake: a context that may be production has to be named.

import { isMissing, run } from '../programs/run.ts';
import { settings } from '../settings.ts';
import { pinContext } from './context.ts';
import { localCluster } from './local-cluster.ts';

/**
 * What is done to the cluster, by which a context is let through: one that is `seen` may be any; one that is `changed` has
 * to look like somebody's own machine, or be named; and where something is `lost` it has to be named.
 */
export type Reach = 'seen' | 'changed' | 'lost';

/**
 * Says where the run goes, and keeps it there.
 * @param target as it is typed behind `make`. @returns the context, whose cluster answers. @throws one sentence that says what to do
 */
export async function chooseContext(target: string, reach: Reach): Promise<string> {
  const again = `then run make ${target} again`;
  const current = await currentContext(again);
  const named = process.env.CONTEXT || undefined;
  const context = named ?? current;
  if (context === undefined)
    throw new Error(`kubectl knows no cluster: start one (minikube start), or set KUBECONFIG, ${again}.`);
  if (named === undefined) refuseIfStrange(context, target, reach);
  try {
    await run('kubectl', ['--context', context, 'version', '--request-timeout=10s']);
  } catch (error) {
    if (String(error).includes('does not exist'))
      throw new Error(`kubectl knows no context ${context}: kubectl config get-contexts lists those that there are.`);
    throw new Error(
      `The cluster of the context ${context} does not answer: start it, or choose another (kubectl config use-context NAME), ${again}.`,
    );
  }
  process.stderr.write(`make ${target}: context ${context}, namespace ${settings.namespace}\n`);
  pinContext(context);
  return context;
}

async function currentContext(again: string): Promise<string | undefined> {
  try {
    return (await run('kubectl', ['config', 'current-context'])).trim();
  } catch (error) {
    if (isMissing(error))
      throw new Error(`kubectl is missing: install it as https://kubernetes.io/docs/tasks/tools tells, ${again}.`);
    return undefined; // none is chosen
  }
}

function refuseIfStrange(context: string, target: string, reach: Reach): void {
  const named = `make ${target} CONTEXT=${context}`;
  if (reach === 'lost')
    throw new Error(`What make ${target} takes away does not come back. Name the cluster that is meant: ${named}`);
  if (reach === 'changed' && !localCluster(context))
    throw new Error(`The context ${context} does not look like a cluster of this machine. If it is meant: ${named}`);
}
