// What `/healthz` and `/readyz` answer, the same for every service.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Dependency } from '../../lifecycle/index.ts';
import type { Answer } from '../answers/answer.ts';

/** A check that hangs counts as down after so many milliseconds. */
const checkLimitMilliseconds = 1000;

/** `GET /healthz`: the process lives. */
export const health: Answer = { status: 200, body: { status: 'healthy' } };

/** `GET /readyz`: whether it can serve, with each dependency's state. Only a required one that is down makes it 503. */
export async function readiness(dependencies: readonly Dependency[]): Promise<Answer> {
  const states = await Promise.all(
    dependencies.map(async (dependency) => [dependency.name, await stateOf(dependency)]),
  );
  const down = dependencies.some(({ required }, index) => required && states[index]?.[1] === 'down');
  return {
    status: down ? 503 : 200,
    body: { status: down ? 'not ready' : 'ready', dependencies: Object.fromEntries(states) },
  };
}

async function stateOf(dependency: Dependency): Promise<string> {
  const settled = new AbortController();
  const late = sleep(checkLimitMilliseconds, 'down', { signal: settled.signal, ref: false });
  try {
    return await Promise.race([dependency.check(), late]);
  } catch {
    return 'down';
  } finally {
    late.catch(() => undefined);
    settled.abort();
  }
}
