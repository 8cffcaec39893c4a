// Who is next: so many exchanges with a service at once, and of those who wait each client in turn, so that whoever asks a thousand
// things at once holds up nobody else.

import { Unavailable } from '@paidonce/shared/errors';

export type TurnsOptions = {
  /** How many at once. */
  places: number;
  /** How many of them for one client: who holds places and reads no answers leaves some to the others. */
  placesOfOne: number;
  /** How many may wait. */
  waiting: number;
  /** For how long, in milliseconds. */
  patienceMilliseconds: number;
};

export type Turns = {
  /**
   * Resolves when it is this client's turn, undefined for at once; the client gives the place back by `leave`.
   * @throws Unavailable when that takes too long, or too many wait already, most of them for the same client
   */
  enter(client: string): Promise<void> | undefined;
  leave(client: string): void;
};

type Waiter = { client: string; begin: () => void; refuse: () => void; timer: NodeJS.Timeout };

/** @param name of the service, for those who are refused */
export function createTurns(name: string, options: TurnsOptions): Turns {
  const { places, placesOfOne, waiting, patienceMilliseconds } = options;
  /** Of each client in the order in which they came; the clients in the order in which it is their turn. */
  const queues = new Map<string, Waiter[]>();
  let length = 0;
  /** How many places each client holds. */
  const held = new Map<string, number>();
  let free = places;
  const overloaded = () => new Unavailable(`${name} is overloaded`);

  return {
    enter(client) {
      if (mayBegin(client)) {
        take(client);
        return undefined;
      }
      if (length >= waiting && !makeRoomFor(client)) throw overloaded();
      return new Promise((begin, reject) => {
        const refuse = () => reject(overloaded());
        const waiter: Waiter = { client, begin, refuse, timer: setTimeout(() => giveUp(waiter), patienceMilliseconds) };
        const queue = queues.get(client);
        if (queue === undefined) queues.set(client, [waiter]);
        else queue.push(waiter);
        length += 1;
      });
    },
    leave(client) {
      giveBack(client);
      const waiter = whoeverIsNext();
      if (waiter === undefined) return;
      remove(waiter);
      take(waiter.client);
      waiter.begin();
    },
  };

  function mayBegin(client: string): boolean {
    return free > 0 && (held.get(client) ?? 0) < placesOfOne;
  }

  function whoeverIsNext(): Waiter | undefined {
    for (const [client, [first]] of queues) if (mayBegin(client)) return first;
    return undefined;
  }

  function take(client: string): void {
    free -= 1;
    held.set(client, (held.get(client) ?? 0) + 1);
  }

  function giveBack(client: string): void {
    free += 1;
    const left = (held.get(client) ?? 0) - 1;
    if (left > 0) held.set(client, left);
    else held.delete(client);
  }

  /** Takes somebody out of the queue; what else the client has in it goes to the end. */
  function remove(waiter: Waiter): void {
    clearTimeout(waiter.timer);
    const rest = (queues.get(waiter.client) ?? []).filter((other) => other !== waiter);
    queues.delete(waiter.client);
    if (rest.length > 0) queues.set(waiter.client, rest);
    length -= 1;
  }

  function giveUp(waiter: Waiter): void {
    remove(waiter);
    waiter.refuse();
  }

  /** The last of whoever waits for most has to go, unless that would be the newcomer. */
  function makeRoomFor(client: string): boolean {
    const longest = [...queues.values()].reduce((one, other) => (other.length > one.length ? other : one), []);
    const last = longest.at(-1);
    if (last === undefined || longest.length <= (queues.get(client)?.length ?? 0) + 1) return false;
    giveUp(last);
    return true;
  }
}
