// GET /orders/analytics and /orders/analytics/timeseries: how many orders there are, and what they brought in.

import { Money, shopCurrency } from '@paidonce/shared/contracts';
import { type Caller, days, ok, ownerSeenBy, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import type { OrderStatistics } from '../../database/order-statistics.ts';
import { type OrderStatus, orderStatuses } from '../../domain/order.ts';

const count = z.int();
/** A decimal string, of orders that are paid and not cancelled. */
const revenue = z.string();

export const analyticsAnswer = z.object({
  total: count,
  statuses: z.record(z.enum(orderStatuses), count),
  revenue,
  currency: z.string(),
});

export const timeseriesQuery = z.strictObject({ days });
export const timeseriesAnswer = z.array(z.object({ date: z.iso.date(), count, revenue }));

export const readAnalytics =
  (statistics: OrderStatistics) =>
  async ({ caller }: RouteRequest<undefined, undefined, undefined, Caller>) => {
    const rows = await statistics.byStatus(ownerSeenBy(caller));
    const countOf = (status: OrderStatus) =>
      rows.filter((row) => row.status === status).reduce((sum, { count }) => sum + count, 0);
    const counts = orderStatuses.map((status) => [status, countOf(status)] as const);
    const earning = rows.filter(({ status }) => status !== 'pending' && status !== 'cancelled');
    return ok({
      total: counts.reduce((sum, [, count]) => sum + count, 0),
      statuses: Object.fromEntries(counts) as Record<OrderStatus, number>, // one for each status
      revenue: decimal(earning.reduce((sum, { minor }) => sum + BigInt(minor), 0n)),
      currency: shopCurrency,
    });
  };

export const readTimeseries =
  (statistics: OrderStatistics) =>
  async ({ query, caller }: RouteRequest<undefined, z.output<typeof timeseriesQuery>, undefined, Caller>) => {
    const rows = await statistics.byDay(ownerSeenBy(caller), query.days);
    return ok(rows.map(({ date, count, minor }) => ({ date, count, revenue: decimal(BigInt(minor)) })));
  };

/** The shop sells in one currency, so sums have no other. */
const decimal = (minor: bigint) => Money.decimal(minor, shopCurrency);
