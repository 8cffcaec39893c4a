// Who is next: so many exchanges with a service at once, and of those who wait each client in turn, so that whoever asks a thousand
// things at once holds up nobody else.

import { Unavailable } from '@paidonce/shared/errors';

export type TurnsOptions = {
  /** How many at once. */
  places: number;
  /** How many may wait. */
  waiting: number;
  /** For how long, in milliseconds. */
  patienceMilliseconds: number;
};

export type Turns = {
  /**
   * Resolves when it is this client's turn, undefined for at once; the place is given back by `leave`.
   * @throws Unavailable when that takes too long, or too many wait already, most of them for the same client
   */
  enter(client: string): Promise<void> | undefined;
  leave(): void;
};

type Waiter = { client: string; begin: () => void; refuse: () => void; timer: NodeJS.Timeout };

/** @param name of the service, for those who are refused */
export function createTurns(name: string, { places, waiting, patienceMilliseconds }: TurnsOptions): Turns {
  /** Of each client in the order in which they came; the clients in the order in which it is their turn. */
  const queues = new Map<string, Waiter[]>();
  let free = places;
  let length = 0;
  const overloaded = () => new Unavailable(`${name} is overloaded`);

  return {
    enter(client) {
      if (free > 0) {
        free -= 1;
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
    leave() {
      const [next] = queues.keys();
      const waiter = next === undefined ? undefined : queues.get(next)?.[0];
      if (waiter === undefined) {
        free += 1;
        return;
      }
      remove(waiter);
      waiter.begin();
    },
  };

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
