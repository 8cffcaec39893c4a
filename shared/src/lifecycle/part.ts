// What a service is made of.

/** A long-lived piece of a service: a pool, a connection, a relay, a server. Started once, in order; stopped once, in reverse. */
export type Part = {
  name: string;
  /** Resolves when the part does its work (or tries to, if it may connect later). Rejects when it never will. */
  start(): Promise<void>;
  /** Takes no new work, awaits what runs, gives back what it holds. Must not reject when `start` failed or was never called. */
  stop(): Promise<void>;
};
