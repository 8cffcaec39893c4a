// The ways in which clients ask for another status.

import { type Caller, noContent, ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import type { OrderRepository } from '../../database/order-repository.ts';
import { type OrderStatus, orderStatuses } from '../../domain/order.ts';
import { type Asker, stepTo, stepToRemove } from '../../domain/status-asked.ts';
import { findOrder } from '../find-order.ts';
import { orderAnswer } from '../order-answer.ts';
import type { OrderName } from '../order-name.ts';
import type { ChangeStatus } from './change-status.ts';

export type ChangeStatusRoutes = { orders: OrderRepository; changeStatus: ChangeStatus };

export const wantedStatus = z
  .strictObject({ status: z.enum(orderStatuses) })
  .meta({ examples: [{ status: 'cancelled' }] });
type Wanted = z.output<typeof wantedStatus>;

type Request<Query, Body> = RouteRequest<{ id: OrderName }, Query, Body, Caller>;

/** `PATCH /orders/:id/status?status=` */
export const patchStatus =
  (routes: ChangeStatusRoutes) =>
  ({ query, ...request }: Request<Wanted, undefined>) =>
    become(routes, query.status, request);

/** `PUT /orders/:id {status}` */
export const putStatus =
  (routes: ChangeStatusRoutes) =>
  ({ body, ...request }: Request<undefined, Wanted>) =>
    become(routes, body.status, request);

/** `DELETE /orders/:id`: takes back an order that nobody has paid. */
export const removeOrder = (routes: ChangeStatusRoutes) => async (request: Request<undefined, undefined>) => {
  await change(routes, stepToRemove, request);
  return noContent();
};

type Named = Pick<Request<unknown, unknown>, 'params' | 'caller' | 'trace' | 'deadline'>;

async function become(routes: ChangeStatusRoutes, wanted: OrderStatus, request: Named) {
  return ok(orderAnswer.of(await change(routes, (order, asker) => stepTo(order, wanted, asker), request)));
}

function change(
  { orders, changeStatus }: ChangeStatusRoutes,
  rule: Parameters<ChangeStatus>[1],
  { params, caller, trace, deadline }: Named,
) {
  const asker: Asker = { id: caller.id, role: caller.role };
  return changeStatus(() => findOrder(orders, params.id, caller), rule, { asker, trace, deadline });
}
