import { describe, expect, it } from '@jest/globals';
import { createBreaker, type Outcome } from './breaker.ts';

function setUp() {
  const told: string[] = [];
  let now = 0;
  const breaker = createBreaker('orders', {
    failures: 3,
    pausesMilliseconds: [1_000, 2_000],
    onOpen: (milliseconds) => told.push(`open for ${milliseconds}`),
    onClose: () => told.push('closed'),
    clock: () => now,
  });
  const ask = (...outcomes: Outcome[]) => {
    for (const outcome of outcomes) breaker.admit()(outcome);
  };
  const wait = (milliseconds: number) => {
    now += milliseconds;
  };
  return { breaker, ask, wait, told };
}

describe('a service', () => {
  it('is asked on as long as it answers now and then', () => {
    const { ask, told } = setUp();
    ask('failed', 'failed', 'answered', 'failed', 'failed', 'answered', 'failed', 'failed');
    expect(told).toEqual([]);
  });

  it('is not asked any more after failing so often in a row, and its clients hear at once when to try again', () => {
    const { breaker, ask, wait } = setUp();
    ask('failed', 'nothing', 'failed', 'nothing', 'failed');
    wait(100);
    expect(() => breaker.admit()).toThrow(
      expect.objectContaining({
        status: 503,
        headers: { 'Retry-After': '1' },
        detail: 'orders does not answer at the moment',
      }),
    );
  });

  it('gets one request after a pause, and all of them when that is answered', () => {
    const { breaker, ask, wait, told } = setUp();
    ask('failed', 'failed', 'failed');
    wait(1_000);
    const probe = breaker.admit();
    expect(() => breaker.admit()).toThrow('does not answer');
    probe('answered');
    ask('failed', 'failed', 'answered');
    expect(told).toEqual(['open for 1000', 'closed']);
  });

  it('rests for longer when that request fails as well', () => {
    const { breaker, ask, wait, told } = setUp();
    ask('failed', 'failed', 'failed');
    wait(1_000);
    ask('failed');
    wait(1_999);
    expect(() => breaker.admit()).toThrow('does not answer');
    wait(1);
    ask('failed');
    wait(2_000);
    ask('answered');
    expect(told).toEqual(['open for 1000', 'open for 2000', 'open for 2000', 'closed']);
  });

  it('gets the next request when nothing follows from that one', () => {
    const { ask, wait, told } = setUp();
    ask('failed', 'failed', 'failed');
    wait(1_000);
    ask('nothing', 'answered');
    expect(told).toEqual(['open for 1000', 'closed']);
  });

  it('does not rest for longer because of those that were under way', () => {
    const { breaker, wait, told } = setUp();
    const underWay = Array.from({ length: 10 }, () => breaker.admit());
    for (const tell of underWay) tell('failed');
    expect(told).toEqual(['open for 1000']);
    wait(1_000);
    breaker.admit()('answered');
    expect(told).toEqual(['open for 1000', 'closed']);
  });

  it('is asked again at once when one of those was answered after all', () => {
    const { breaker, ask, told } = setUp();
    const slow = breaker.admit();
    ask('failed', 'failed', 'failed');
    slow('answered');
    ask('answered');
    expect(told).toEqual(['open for 1000', 'closed']);
  });
});
