// People who ask the same again and again: a load that is bounded in time by whoever calls, and in rate.

import { setTimeout as delay } from 'node:timers/promises';
import type { Reply } from './call.ts';
import { reasonOf } from './reason-of.ts';

export type Asking = {
  /** @returns all that was answered, and why nothing was where nothing was */
  leave(): Promise<{ answers: Reply[]; broken: string[] }>;
};

const pauseMilliseconds = 5;

export function keepAsking(people: number, ask: () => Promise<Reply>): Asking {
  const answers: Reply[] = [];
  const broken: string[] = [];
  let leaving = false;

  async function goOn(): Promise<void> {
    while (!leaving) {
      try {
        answers.push(await ask());
      } catch (error) {
        broken.push(reasonOf(error));
      }
      await delay(pauseMilliseconds);
    }
  }

  const everybody = Promise.all(Array.from({ length: people }, goOn));
  return {
    async leave() {
      leaving = true;
      await everybody;
      return { answers, broken };
    },
  };
}
