// `make wait`: until every part of the shop is ready, with word of those that are not.

import { expectReady } from '../kubernetes/expect-ready.ts';
import { get } from '../kubernetes/kubectl.ts';
import { localCluster } from '../kubernetes/local-cluster.ts';
import { run } from '../programs/run.ts';
import { say } from '../say.ts';
import type { Target } from './target.ts';

type Service = { spec: { ports: { nodePort?: number }[] } };

export const wait: Target = {
  name: 'wait',
  reach: 'seen',
  async run(context) {
    await expectReady();
    const { spec } = await get<Service>('service', 'api-gateway');
    const port = spec.ports[0]?.nodePort;
    const isMinikube = localCluster(context)?.isMinikube ?? false;
    const address = isMinikube ? await addressOfMinikube(context) : 'ADDRESS-OF-A-NODE';
    const atNode = port === undefined ? '' : ` It answers at http://${address}:${port}/docs.`;
    say(`The shop is ready.${atNode} make dev brings it to this machine and opens it.`);
  },
};

const addressOfMinikube = (profile: string): Promise<string> =>
  run('minikube', ['--profile', profile, 'ip']).then(
    (told) => told.trim(),
    () => '$(minikube ip)',
  );
