// Everything that make does about the shop in a cluster.

import { apply } from './apply.ts';
import { build } from './build.ts';
import { deployDev } from './deploy-dev.ts';
import { deployGhcr } from './deploy-ghcr.ts';
import { dev, devStop } from './dev.ts';
import { down } from './down.ts';
import { ingressApply } from './ingress-apply.ts';
import { ingressEnable } from './ingress-enable.ts';
import { logs } from './logs.ts';
import { portForward } from './port-forward.ts';
import { reset } from './reset.ts';
import { seed } from './seed.ts';
import type { Target } from './target.ts';
import { wait } from './wait.ts';

export const targets: readonly Target[] = [
  build,
  apply,
  wait,
  seed,
  dev,
  devStop,
  portForward,
  logs,
  ingressEnable,
  ingressApply,
  down,
  reset,
  deployGhcr,
  deployDev,
];
