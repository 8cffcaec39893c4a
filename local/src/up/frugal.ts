// How services are kept small on a laptop, where they mostly wait.

import { type ServiceName, serviceNames } from '@paidonce/local/system';

/**
 * Small young generations, a bound on the old one: at rest after a burst each service holds 50 MB less (measured), at
 * the price of some CPU under load. Benchmarks and tests of whole systems run without.
 */
const smallHeaps = { NODE_OPTIONS: '--max-semi-space-size=2 --max-old-space-size=256' };

export const frugal: Partial<Record<ServiceName, NodeJS.ProcessEnv>> = Object.fromEntries(
  serviceNames.map((name) => [name, smallHeaps]),
);
