// The auditor's word, from the operator's pod inside the cluster.

import { kubectl } from '../kubernetes/kubectl.ts';
import { say } from '../say.ts';

/** @throws with what the auditor reports when anything is not as it should be */
export async function audit(): Promise<void> {
  const told = await kubectl('exec', 'deployment/operator', '--', 'paidonce', 'audit');
  say(`the auditor: ${told.trim().split('\n').at(-1)}`);
}
