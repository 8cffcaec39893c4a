/** Waiting for what is on its way. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Delivery, deliveryState } from './delivery-state.ts';
import type { Sources } from './sources.ts';

const intervalMilliseconds = 100;

/**
 * Waits until everything that the outboxes and streams held at the beginning has been published and applied, at most so many
 * milliseconds. What comes meanwhile is not waited for, so that this ends under load as well.
 */
export async function settle(sources: Sources, patience: number): Promise<void> {
  const end = Date.now() + patience;
  const goals = new Map<string, number>();
  for (;;) {
    const states = await deliveryState(sources);
    if (goals.size === 0) for (const state of states) goals.set(state.stream, goalOf(state));
    if (states.every((state) => hasArrived(state, goals.get(state.stream) ?? 0)) || Date.now() > end) return;
    await delay(intervalMilliseconds);
  }
}

/** Where the stream ends when what waits in the outbox now has been published. */
const goalOf = ({ lastSequence = 0, unpublished }: Delivery) => lastSequence + unpublished;

function hasArrived({ lastSequence = 0, openLanes, subscribers }: Delivery, goal: number): boolean {
  const applied = subscribers.every(({ behind }) => behind !== undefined && lastSequence - behind >= goal);
  return lastSequence >= goal && openLanes === 0 && applied;
}
