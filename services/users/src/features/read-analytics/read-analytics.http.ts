// GET /users/analytics and /users/analytics/timeseries: how many there are, and how many came when.

import { days, ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import type { Totals, UserStatistics } from '../../database/user-statistics.ts';

const count = z.int();

export const analyticsAnswer = z.object({
  total: count,
  active: count,
  inactive: count,
  roles: z.object({ user: count, admin: count }),
});

export const timeseriesQuery = z.strictObject({ days });
export const timeseriesAnswer = z.array(z.object({ date: z.iso.date(), count }));

export const readAnalytics = (statistics: UserStatistics) => async () => {
  const rows = await statistics.totals();
  const countOf = (wanted: (row: Totals) => boolean) => rows.filter(wanted).reduce((sum, { count }) => sum + count, 0);
  return ok({
    total: countOf(() => true),
    active: countOf((row) => row.is_active),
    inactive: countOf((row) => !row.is_active),
    roles: { user: countOf((row) => row.role === 'user'), admin: countOf((row) => row.role === 'admin') },
  });
};

export const readTimeseries =
  (statistics: UserStatistics) =>
  async ({ query }: RouteRequest<undefined, z.output<typeof timeseriesQuery>>) =>
    ok(await statistics.signUps(query.days));
