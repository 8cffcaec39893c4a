// A part that runs only while it may.

import type { Part } from '../lifecycle/index.ts';
import type { Logger } from '../observability/index.ts';

/** Hears whether the part may run, as soon as that changes. */
export type Follow = (mayRun: boolean) => void;

/**
 * Starts the part whenever it may run, and stops it whenever it may not; it has to bear both again and again.
 * @param follow is given who is to hear, tells it at once what holds now, and returns how to stop telling
 */
export function gated(part: Part, log: Logger, follow: (listener: Follow) => () => void): Part {
  let wanted = false;
  let running = false;
  let turn: Promise<void> = Promise.resolve();
  let forget = () => {};

  async function turnAsWanted(): Promise<void> {
    if (wanted === running) return;
    running = wanted;
    await (wanted ? part.start() : part.stop());
  }

  return {
    name: part.name,
    start() {
      forget = follow((mayRun) => {
        wanted = mayRun;
        turn = turn.then(turnAsWanted).catch((error: unknown) => {
          log.error({ part: part.name, err: error }, 'did not start or stop');
        });
      });
      return turn;
    },
    async stop() {
      forget();
      await turn;
      await part.stop();
    },
  };
}
