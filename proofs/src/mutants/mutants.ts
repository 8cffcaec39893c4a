// The guards: what keeps each promise, taken out one at a time, and the test that only this guard keeps green.

import { deliveryGuards } from './delivery-guards.ts';
import type { Mutant } from './mutant.ts';
import { shopGuards } from './shop-guards.ts';

export const mutants: readonly Mutant[] = [...deliveryGuards, ...shopGuards];
