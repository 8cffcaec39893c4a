// Writing to the outbox: always a part of the statement that changes the state.

import { aggregateHeader, type OutgoingEvent } from '../messaging/index.ts';

/** The value of the JSON parameter that `appendEvents` reads. */
export function eventsParameter(events: readonly OutgoingEvent[]): string {
  return JSON.stringify(events);
}

/**
 * SQL of a part of a command's statement: appends the events of those aggregates that the guard let the command change.
 * @param parameter such as `$5`: what `eventsParameter` gives
 * @param guard name of the part that has an `id`, each once, for every aggregate that was changed
 */
export function appendEvents(parameter: string, guard: string): string {
  return `insert into outbox (id, subject, headers, payload)
    select event.id, event.subject, event.headers, event.payload
    from json_to_recordset(${parameter}::json) as event(id uuid, subject text, headers json, payload json)
    join ${guard} as changed on changed.id::text = event.headers ->> '${aggregateHeader}'`;
}
