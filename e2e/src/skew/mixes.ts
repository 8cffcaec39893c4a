// Which version of each service runs in which mix, in the order in which a shop goes through them.

import { type ServiceName, serviceNames } from '@paidonce/local/system';

export type Version = 'old' | 'new';
/** In `both` an old and a new instance run side by side. */
export type Mix = { name: string; runs: Record<ServiceName, Version | 'both'> };

function mix(name: string, rest: Version | 'both', others: Partial<Mix['runs']> = {}): Mix {
  const all = serviceNames.map((service) => [service, others[service] ?? rest]);
  return { name, runs: Object.fromEntries(all) as Mix['runs'] }; // all names, as the line above has them
}

const one = (service: ServiceName, version: Version) =>
  mix(`${version} ${service} alone`, version === 'new' ? 'old' : 'new', { [service]: version });

export const before = mix('before', 'old');
export const arrival = mix('the new version comes', 'both');

/** Once the databases are migrated. */
export const mixes: readonly Mix[] = [
  mix('new ones lead, old ones stand by', 'both'),
  mix('old ones on the new schema', 'old'),
  one('orders', 'new'),
  one('payments', 'new'),
  one('users', 'new'),
  one('products', 'new'),
  one('gateway', 'new'),
  one('orders', 'old'),
  one('payments', 'old'),
  one('users', 'old'),
  one('products', 'old'),
  one('gateway', 'old'),
  mix('new ones only', 'new'),
];

export const comeback = mix('the old version comes back', 'both');
export const rollback = mix('back to the old version', 'old');
