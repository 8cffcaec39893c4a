// Which problem a refusal is.

import { z } from 'zod';

const problem = z.object({ type: z.string().startsWith('/problems/') });

/** @returns such as `already-paid`. @throws when it is no problem document */
export const problemOf = (body: unknown): string => problem.parse(body).type.replace('/problems/', '');
