// Wake-ups: `poke.<service>` says that there is something to do. Core NATS, may be lost, carries nothing.

import type { Connection } from './connection.ts';

/** Wakes whoever listens in the other replicas; silently not while disconnected, since a poll stands behind it. */
export function poke(connection: Connection, service: string): void {
  connection.up?.publish(`poke.${service}`);
}

/** @returns how to stop listening */
export function onPoke(connection: Connection, service: string, listener: () => void): () => void {
  let subscription: { unsubscribe(): void } | undefined;
  const forget = connection.onConnected(() => {
    subscription ??= connection.up?.subscribe(`poke.${service}`, { callback: () => listener() });
  });
  return () => {
    forget();
    subscription?.unsubscribe();
  };
}
