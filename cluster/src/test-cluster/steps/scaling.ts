// The HorizontalPodAutoscaler of orders adds pods under load.

import { eventually } from '../../eventually.ts';
import { get } from '../../kubernetes/kubectl.ts';
import { say, since } from '../../say.ts';
import { deploy } from '../../shop/release.ts';
import { withCrowd } from '../crowd-pod.ts';
import type { Step } from '../step.ts';

type Autoscaler = {
  status: { currentReplicas?: number; currentMetrics?: { resource?: { current: { averageUtilization?: number } } }[] };
};
type Deployment = { status: { readyReplicas?: number } };

const autoscaling = { minReplicas: 1, maxReplicas: 3, cpuUtilization: 80 };
const patienceMilliseconds = 300_000;

export const scaling: Step = {
  name: 'scaling',
  about: 'the autoscaler of orders adds pods under load',
  needsShop: true,
  async run() {
    await deploy({ services: { orders: { autoscaling } } });
    await withCrowd({ people: 16, pauseMilliseconds: 0 }, async () => {
      const start = Date.now();
      const looked = await eventually(
        'the autoscaler adds a pod to orders',
        async () => {
          const { status } = await get<Autoscaler>('hpa', 'orders-svc');
          const used = status.currentMetrics?.[0]?.resource?.current.averageUtilization;
          return (status.currentReplicas ?? 0) > 1 ? used : undefined;
        },
        patienceMilliseconds,
      );
      say(`orders uses ${looked} % of the processor time that it requests: a second pod after ${since(start)}`);
      await eventually('the second pod of orders is ready', async () => {
        const { status } = await get<Deployment>('deployment', 'orders-svc');
        return (status.readyReplicas ?? 0) > 1 || undefined;
      });
      say(`and ready after ${since(start)}`);
    });
    await deploy();
  },
};
