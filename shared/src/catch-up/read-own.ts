// The own events that came back, as the service's rules read them.

import type { EventType } from '../contracts/index.ts';
import { type Event, readEvent } from '../messaging/index.ts';
import type { OutboxEvent } from '../outbox/index.ts';

/** @returns the events, and a sentence for each that cannot be read */
export function readOwn(
  events: readonly OutboxEvent[],
  types: readonly Pick<EventType, 'type' | 'decode'>[],
): { readable: Event<unknown>[]; left: string[] } {
  const readable: Event<unknown>[] = [];
  const left: string[] = [];
  for (const { id, subject, headers, payload } of events) {
    const type = types.find((known) => known.type === subject);
    try {
      if (!type) throw new Error('no such event is known here');
      readable.push(readEvent(type, (name) => headers[name] ?? '', payload));
    } catch (error) {
      left.push(`${subject} ${id} was told, and cannot be read: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { readable, left };
}
