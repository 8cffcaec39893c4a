import { describe, expect, it } from '@jest/globals';
import { type Part, startParts, stopParts } from './index.ts';

function recorder() {
  const steps: string[] = [];
  const part = (name: string, overrides: Partial<Part> = {}): Part => ({
    name,
    start: async () => void steps.push(`start ${name}`),
    stop: async () => void steps.push(`stop ${name}`),
    ...overrides,
  });
  return { steps, part };
}

const fails = async () => {
  throw new Error('broken');
};

describe('the parts of a service', () => {
  it('start in order and stop in reverse', async () => {
    const { steps, part } = recorder();
    const parts = [part('pool'), part('relay'), part('http')];
    await startParts(parts);
    expect(await stopParts(parts)).toEqual([]);
    expect(steps).toEqual(['start pool', 'start relay', 'start http', 'stop http', 'stop relay', 'stop pool']);
  });

  it('are stopped again when a later one cannot start', async () => {
    const { steps, part } = recorder();
    await expect(startParts([part('pool'), part('relay', { start: fails }), part('http')])).rejects.toThrow('broken');
    expect(steps).toEqual(['start pool', 'stop relay', 'stop pool']);
  });

  it('are stopped again when told to while one is still starting', async () => {
    const { steps, part } = recorder();
    const stopping = new AbortController();
    const starting = startParts([part('pool'), part('nats', { start: () => new Promise(() => {}) })], stopping.signal);
    setTimeout(() => stopping.abort(new Error('SIGTERM')), 10);
    await expect(starting).rejects.toThrow('SIGTERM');
    expect(steps).toEqual(['start pool', 'stop nats', 'stop pool']);
  });

  it('stop although one of them fails to, and it is named', async () => {
    const { steps, part } = recorder();
    const leftovers = await stopParts([part('pool'), part('relay', { stop: fails })]);
    expect(leftovers).toMatchObject([{ part: 'relay', reason: { message: 'broken' } }]);
    expect(steps).toEqual(['stop pool']);
  });

  it('have each a time of its own, which one that hangs does not take', async () => {
    const { steps, part } = recorder();
    const slow = async () => {
      await new Promise((done) => setTimeout(done, 20));
      steps.push('stop pool');
    };
    const http = part('http', { stop: () => new Promise(() => {}) });
    const leftovers = await stopParts([part('pool', { stop: slow }), http], 1_000);
    expect(leftovers.map((left) => left.part)).toEqual(['http']);
    expect(steps).toEqual(['stop pool']);
  });

  it('have one deadline for all; who misses it is named', async () => {
    const { part } = recorder();
    const hangs = { stop: () => new Promise<void>(() => {}) };
    const began = Date.now();
    const leftovers = await stopParts([part('pool', hangs), part('relay', hangs)], 50);
    expect(leftovers.map((left) => left.part)).toEqual(['relay', 'pool']);
    expect(Date.now() - began).toBeLessThan(5_000); // the usual deadline is nearly ten seconds
  });
});
