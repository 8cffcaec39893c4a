// An order's timeline tells its whole life, and a possible one.

import type { Invariant } from '../invariant.ts';

/** What an order may go through: a line of its timeline either leaves the status alone or takes one of these steps. */
const legalSteps = [
  [null, 'pending'],
  ['pending', 'paid'],
  ['pending', 'cancelled'],
  ['paid', 'processing'],
  ['paid', 'cancelled'],
  ['processing', 'shipped'],
  ['processing', 'cancelled'],
  ['shipped', 'delivered'],
];

/**
 * A line's versions and steps are seen beside those of the line before it. Gaps show as a count that is not the version; a doubled
 * line shows as two of one version, which the primary key should have refused.
 */
const statement = `
  with steps as (
    select order_id, version, old_value, new_value,
      lag(new_value) over (partition by order_id order by version) as before
    from order_events where new_value is not null
  ),
  illegal as (
    select order_id, string_agg(format('%s to %s', coalesce(old_value, 'nothing'), new_value), ', ' order by version) as steps
    from steps
    where old_value is distinct from before
      or not exists (select from json_to_recordset($1::json) as legal(step_from text, step_to text)
        where step_from is not distinct from old_value and step_to = new_value)
    group by order_id
  ),
  written as (
    select order_id, count(*) as told_lines, count(distinct version) as versions, max(version) as newest,
      (array_agg(new_value order by version desc) filter (where new_value is not null))[1] as told
    from order_events group by order_id
  )
  select coalesce(orders.id, written.order_id) as id, orders.version, orders.status,
    coalesce(told_lines, 0)::int as lines, coalesce(versions, 0)::int as versions, newest, told, illegal.steps
  from orders
  full join written on written.order_id = orders.id
  left join illegal on illegal.order_id = coalesce(orders.id, written.order_id)
  where (told_lines, versions, newest, told) is distinct from (orders.version::bigint, orders.version::bigint, orders.version, orders.status)
    or illegal.order_id is not null
  order by 1`;

type Row = {
  id: string;
  version: number | null;
  status: string | null;
  lines: number;
  versions: number;
  newest: number | null;
  told: string | null;
  steps: string | null;
};

export const changesAreWrittenDown: Invariant = {
  number: 4,
  sentence: 'Every change of an order has one line in its timeline, and every change is legal.',
  async *violations({ orders }) {
    const legal = JSON.stringify(legalSteps.map(([step_from, step_to]) => ({ step_from, step_to })));
    for (const row of await orders.rows<Row>(statement, legal)) yield { key: row.id, what: sentenceOf(row) };
  },
};

function sentenceOf({ id, version, status, lines, versions, newest, told, steps }: Row): string {
  if (version === null) return `There is a timeline of order ${id}, but no such order.`;
  if (steps !== null) return `The timeline of order ${id} has an illegal step: ${steps}.`;
  if (lines !== versions) return `The timeline of order ${id} tells a change twice.`;
  if (lines !== version || newest !== version)
    return `Order ${id} was changed ${version} times, its timeline has ${lines} lines.`;
  return `Order ${id} is ${status}, its timeline says ${told}.`;
}
