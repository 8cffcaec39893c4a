// What may come back when odd things are sent: an answer, or a refusal like all others.

import { expect } from '@jest/globals';
import type { Reply } from './call.ts';
import { expectProblem } from './expect-problem.ts';

/** Never a failure of ours, and nothing of the inside in a refusal. */
export function expectUnharmed(reply: Reply): void {
  expect(reply.status).toBeLessThan(500);
  if (reply.status >= 400) expectProblem(reply, { status: reply.status });
}

/** Passwords are hashed for some of it, which takes its time. */
const atOnce = 4;

/** Sends each, and expects that none does harm. @throws with what did, and how */
export async function expectNoneHarms<What>(
  odd: readonly [string, What][],
  send: (what: What) => Promise<Reply[]>,
): Promise<void> {
  const harm: string[] = [];
  const left = odd.values();
  const sender = async () => {
    for (const [name, what] of left) {
      try {
        for (const reply of await send(what)) expectUnharmed(reply);
      } catch (error) {
        harm.push(`${name}: ${error}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  expect(harm).toEqual([]);
}
