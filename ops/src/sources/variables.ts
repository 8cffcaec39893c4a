// The names of the variables that say where the databases are.

import { type DatabaseOwner, databaseOwners } from '@paidonce/shared/contracts';
import { nearest } from '../nearest.ts';
import { CouldNotLook } from './could-not-look.ts';

export const variableOf = (owner: DatabaseOwner): string => `DATABASE_URL_${owner.toUpperCase()}`;

/**
 * A variable whose name is almost one of ours was meant to be it. Passed over in silence, it would make the command look at another
 * system than the one that its user believes in.
 * @throws CouldNotLook naming the variable that was meant
 */
export function refuseMistyped(env: NodeJS.ProcessEnv): void {
  const ours = databaseOwners.map(variableOf);
  for (const name of Object.keys(env)) {
    if (!/^DATABASE_?URLS?_/i.test(name) || ours.includes(name)) continue;
    const meant = nearest(name.toUpperCase(), ours);
    if (meant !== undefined) throw new CouldNotLook(`There is no variable ${name}: did you mean ${meant}?`);
  }
}
