import { describe, expect, it } from '@jest/globals';
import { quietLogger } from '../messaging/testing/index.ts';
import { eventually } from '../testing/index.ts';
import { type Follow, gated } from './gated.ts';

const log = quietLogger('test');

function gatedRecorder(mayRunAtFirst: boolean) {
  const steps: string[] = [];
  let tell: Follow = () => {};
  let forgotten = false;
  const part = gated(
    {
      name: 'inbox',
      start: async () => void steps.push('start'),
      stop: async () => void steps.push('stop'),
    },
    log,
    (listener) => {
      tell = listener;
      listener(mayRunAtFirst);
      return () => {
        forgotten = true;
      };
    },
  );
  return { part, steps, mayRun: (may: boolean) => tell(may), isForgotten: () => forgotten };
}

describe('a part that runs only while it may', () => {
  it('starts with the others when it may, and has its own name', async () => {
    const { part, steps } = gatedRecorder(true);
    expect(part.name).toBe('inbox');
    await part.start();
    expect(steps).toEqual(['start']);
  });

  it('waits until it may, stops when it may not any more, and starts again, each once', async () => {
    const { part, steps, mayRun } = gatedRecorder(false);
    await part.start();
    expect(steps).toEqual([]);
    const then = async (may: boolean, expected: string[]) => {
      mayRun(may);
      mayRun(may);
      await eventually(() => expect(steps).toEqual(expected));
    };
    await then(true, ['start']);
    await then(false, ['start', 'stop']);
    await then(true, ['start', 'stop', 'start']);
  });

  it('stops for good when all is to end', async () => {
    const { part, steps, isForgotten } = gatedRecorder(true);
    await part.start();
    await part.stop();
    expect(steps).toEqual(['start', 'stop']);
    expect(isForgotten()).toBe(true);
  });
});
