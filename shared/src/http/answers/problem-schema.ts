// The schema of problem documents, for the route tables.

import { z } from 'zod';

/** RFC 9457 as PaidOnce answers it; for the `answers` of a route. */
export const problem = z
  .looseObject({
    type: z.string().meta({ description: 'Which kind of failure, such as `/problems/already-paid`; stable' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What went wrong, for people' }),
    instance: z.string().meta({ description: "The request's id" }),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
