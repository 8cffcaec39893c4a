import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createTurns } from './turns.ts';

/** Clients that want a turn; `order` says who got one, `refused` who did not. */
function crowd(options: { places: number; waiting: number; placesOfOne?: number; patienceMilliseconds?: number }) {
  const turns = createTurns('orders', { placesOfOne: options.places, patienceMilliseconds: 1_000, ...options });
  const order: string[] = [];
  const refused: string[] = [];
  let left = 0;
  const clientOf = (what: string) => what.replace(/\d+$/, '');
  const arrive = async (what: string) => {
    try {
      await turns.enter(clientOf(what));
      order.push(what);
    } catch (error) {
      expect(error).toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
      refused.push(what);
    }
  };
  /** The one that began first of those that have not left. */
  const leave = () => turns.leave(clientOf(order[left++] ?? ''));
  return { order, refused, leave, arrive: (...all: string[]) => void all.map(arrive) };
}

const settled = () => sleep(5);

describe('exchanges with a service', () => {
  it('begin at once while there are places', () => {
    const turns = createTurns('orders', { places: 2, placesOfOne: 2, waiting: 0, patienceMilliseconds: 1 });
    expect([turns.enter('ann'), turns.enter('ann')]).toEqual([undefined, undefined]);
    expect(() => turns.enter('bob')).toThrow('overloaded');
    turns.leave('ann');
    expect(turns.enter('bob')).toBeUndefined();
  });

  it('go by turns: who asks for much holds up nobody else', async () => {
    const { arrive, order, leave } = crowd({ places: 1, waiting: 10 });
    arrive('ann1', 'ann2', 'ann3', 'ann4', 'bob1', 'carl1', 'carl2');
    for (let turn = 0; turn < 7; turn += 1) {
      await settled();
      leave();
    }
    expect(order).toEqual(['ann1', 'ann2', 'bob1', 'carl1', 'ann3', 'carl2', 'ann4']);
  });

  it('leave places to the others, however many one client has under way', async () => {
    const { arrive, order, leave } = crowd({ places: 3, placesOfOne: 2, waiting: 10 });
    arrive('ann1', 'ann2', 'ann3', 'bob1', 'carl1', 'ann4');
    await settled();
    expect(order).toEqual(['ann1', 'ann2', 'bob1']);
    for (let turn = 0; turn < 3; turn += 1) {
      leave();
      await settled();
    }
    expect(order).toEqual(['ann1', 'ann2', 'bob1', 'ann3', 'carl1', 'ann4']);
  });

  it('are refused when it takes too long', async () => {
    const { arrive, order, refused, leave } = crowd({ places: 1, waiting: 10, patienceMilliseconds: 20 });
    arrive('ann1', 'ann2', 'bob1');
    await sleep(50);
    leave();
    expect({ order, refused }).toEqual({ order: ['ann1'], refused: ['ann2', 'bob1'] });
  });

  it('make room for others when too many wait, from the end of the longest queue', async () => {
    const { arrive, order, refused, leave } = crowd({ places: 1, waiting: 3 });
    arrive('ann1', 'ann2', 'ann3', 'ann4', 'bob1', 'ann5');
    await settled();
    expect(refused.sort()).toEqual(['ann4', 'ann5']);
    for (let turn = 0; turn < 3; turn += 1) {
      leave();
      await settled();
    }
    expect(order).toEqual(['ann1', 'ann2', 'bob1', 'ann3']);
  });

  it('lose no place, whoever waits, gives up or is refused', async () => {
    const { arrive, order, leave } = crowd({ places: 2, waiting: 4, patienceMilliseconds: 20 });
    arrive('a1', 'a2', 'a3', 'b1', 'a4', 'c1', 'c2', 'd1');
    await sleep(50);
    leave();
    leave();
    arrive('e1', 'e2', 'e3');
    await settled();
    expect(order).toEqual(['a1', 'a2', 'e1', 'e2']);
  });
});
