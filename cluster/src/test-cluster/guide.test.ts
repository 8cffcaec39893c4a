import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { run } from '../programs/run.ts';
import { pinned } from './guide.ts';

it('what is typed of the guide goes to the cluster of the run, also inside pipes and functions', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paidonce-typed-'));
  try {
    for (const name of ['kubectl', 'helm']) {
      await writeFile(join(folder, name), `#!/bin/sh\necho ${name} "$@"\n`);
      await chmod(join(folder, name), 0o755);
    }
    const block = `forget() { kubectl patch secret "$1"; }
forget orders-svc
helm upgrade paidonce | cat
{ cat /dev/null; kubectl get pods; } | cat
echo "$(kubectl get secret)"`;
    const env = { PATH: `${folder}:${process.env.PATH}`, CONTEXT: 'minikube' };
    expect((await run('bash', ['-euc', pinned + block], { env })).trim().split('\n')).toEqual([
      'kubectl --context minikube patch secret orders-svc',
      'helm --kube-context minikube upgrade paidonce',
      'kubectl --context minikube get pods',
      'kubectl --context minikube get secret',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
