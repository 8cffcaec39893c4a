// Whether they may who ask, once it is known who they are.

import { Forbidden } from '../../errors/index.ts';
import type { Who } from './authenticate.ts';
import type { Caller } from './caller.ts';

/** @throws Forbidden when the role is short */
export function authorize(caller: Caller | undefined, who: Who): void {
  if (who === 'admin' && caller?.role !== 'admin') throw new Forbidden('Only an administrator may do this');
}
