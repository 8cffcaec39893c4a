// Everything that orders answers over HTTP.

import { csvText, problem, type Route, route } from '@paidonce/shared/http';
import { z } from 'zod';
import type { OrderRepository } from './database/order-repository.ts';
import type { OrderStatistics } from './database/order-statistics.ts';
import { patchStatus, putStatus, removeOrder, wantedStatus } from './features/change-status/change-status.http.ts';
import type { ChangeStatus } from './features/change-status/change-status.ts';
import { exportOrders, exportOrdersQuery } from './features/export-orders/export-orders.http.ts';
import { listOrders, listOrdersQuery } from './features/list-orders/list-orders.http.ts';
import { orderAnswer } from './features/order-answer.ts';
import { orderName } from './features/order-name.ts';
import {
  createdOrder,
  itemsBody,
  placeOrderByItems,
  placeOrderByProductIds,
  productIdsBody,
} from './features/place-order/place-order.http.ts';
import type { PlaceOrder } from './features/place-order/place-order.ts';
import {
  analyticsAnswer,
  readAnalytics,
  readTimeseries,
  timeseriesAnswer,
  timeseriesQuery,
} from './features/read-analytics/read-analytics.http.ts';
import { readOrder } from './features/read-order/read-order.http.ts';
import { readTimeline, timelineAnswer } from './features/read-timeline/read-timeline.http.ts';

export type RoutesDependencies = {
  placeOrder: PlaceOrder;
  changeStatus: ChangeStatus;
  orders: OrderRepository;
  statistics: OrderStatistics;
};

const who = 'user';
const params = z.object({ id: orderName });
const refusals = { 404: problem, 409: problem, 503: problem };
const placing = { ...refusals, 429: problem };

export const routes = ({ placeOrder, changeStatus, orders, statistics }: RoutesDependencies): Route[] => [
  route(
    {
      method: 'post',
      path: '/order/create',
      summary: 'Orders products by their ids; one named twice is ordered twice',
      who,
      body: productIdsBody,
      idempotent: true,
      answers: { 201: createdOrder, ...placing },
    },
    placeOrderByProductIds(placeOrder),
  ),
  route(
    {
      method: 'post',
      path: '/orders',
      summary: "Orders items with quantities, at the catalogue's prices",
      who,
      body: itemsBody,
      idempotent: true,
      answers: { 201: orderAnswer.schema, 200: orderAnswer.schema, 403: problem, ...placing },
    },
    placeOrderByItems(placeOrder),
  ),
  route(
    {
      method: 'get',
      path: '/orders',
      summary: "One's own orders, newest first; everybody's for an administrator",
      who,
      query: listOrdersQuery,
      answers: { 200: z.array(orderAnswer.schema) },
    },
    listOrders(orders),
  ),
  route(
    {
      method: 'get',
      path: '/orders/analytics',
      summary: "How many orders there are by status, and what they brought in; everybody's for an administrator",
      who,
      answers: { 200: analyticsAnswer },
    },
    readAnalytics(statistics),
  ),
  route(
    {
      method: 'get',
      path: '/orders/analytics/timeseries',
      summary: 'How many orders were placed on each day, and what they brought in; days without one too',
      who,
      query: timeseriesQuery,
      answers: { 200: timeseriesAnswer },
    },
    readTimeseries(statistics),
  ),
  route(
    {
      method: 'get',
      path: '/orders/export/csv',
      summary: 'Orders as a table for spreadsheets, newest first',
      who,
      query: exportOrdersQuery,
      answers: { 200: csvText },
    },
    exportOrders(orders),
  ),
  route(
    {
      method: 'get',
      path: '/orders/:id',
      summary: 'One order',
      who,
      params,
      caching: 'private',
      answers: { 200: orderAnswer.schema, 404: problem },
    },
    readOrder(orders),
  ),
  route(
    {
      method: 'patch',
      path: '/orders/:id/status',
      summary:
        'Gives an order another status: its owner may cancel it while it is pending, an administrator sends it on its way',
      who,
      params,
      query: wantedStatus,
      answers: { 200: orderAnswer.schema, ...refusals },
    },
    patchStatus({ orders, changeStatus }),
  ),
  route(
    {
      method: 'put',
      path: '/orders/:id',
      summary: 'Gives an order another status, which the body names',
      who,
      params,
      body: wantedStatus,
      answers: { 200: orderAnswer.schema, ...refusals },
    },
    putStatus({ orders, changeStatus }),
  ),
  route(
    {
      method: 'delete',
      path: '/orders/:id',
      summary: 'Cancels an order that nobody has paid',
      who,
      params,
      answers: { 204: z.undefined(), ...refusals },
    },
    removeOrder({ orders, changeStatus }),
  ),
  route(
    {
      method: 'get',
      path: '/orders/:id/timeline',
      summary: 'How an order came to be what it is, oldest first',
      who,
      params,
      answers: { 200: timelineAnswer, 404: problem },
    },
    readTimeline(orders),
  ),
];
