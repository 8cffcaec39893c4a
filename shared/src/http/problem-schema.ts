// The schema of problem documents, for the route tables.

import { z } from 'zod';

/** RFC 9457 as PaidOnce answers it; for the `answers` of a route. */
export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
