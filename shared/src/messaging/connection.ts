// The one connection of a process to NATS. It connects and reconnects for ever: losing NATS never stops a service.

import './close-tries.ts';
import { connect, Events, type NatsConnection } from 'nats';
import type { Dependency, Part } from '../lifecycle/index.ts';
import { createMetrics, type Observed } from '../observability/index.ts';
import { serversOf } from './servers-of.ts';

export type Connection = Part &
  Dependency & {
    /** The connection while it is up. Undefined while NATS is away: nothing is buffered for it. */
    readonly up: NatsConnection | undefined;
    /** Under which subjects its answers come: its user's own, which nobody else may read. */
    readonly inboxPrefix: string;
    /** Calls back now if connected, and after each (re)connection. Returns how to stop listening. */
    onConnected(listener: () => void): () => void;
  };

/** Asked for something that needs NATS while NATS is away. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected';
}

/** @throws Disconnected */
export function requireUp(connection: Connection): NatsConnection {
  if (!connection.up) throw new Disconnected('NATS is not connected');
  return connection.up;
}

/** @property url one or more servers, divided by commas, with user and password if they ask for them */
export type ConnectionOptions = { url: string; name: string } & Observed;

const reconnectAfterMilliseconds = 250;
/** For one try to connect, which a stop has to wait for. */
const connectMilliseconds = 2_000;

export function createConnection({ url, name, log, metrics = createMetrics() }: ConnectionOptions): Connection {
  const { servers, user, pass } = serversOf(url);
  const inboxPrefix = user === undefined ? '_INBOX' : `_INBOX_${user}`;
  const credentials = user === undefined ? {} : { user, pass: pass ?? '' };
  const listeners = new Set<() => void>();
  let nats: NatsConnection | undefined;
  let connected = false;
  let stopping = false;
  let connecting: Promise<void> = Promise.resolve();
  metrics.gauge('paidonce_nats_connected', 'Whether this process is connected to NATS', () => Number(connected));

  function becameConnected(): void {
    connected = true;
    log.info('nats connected');
    for (const listener of listeners) listener();
  }

  async function followStatus(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) {
        connected = false;
        if (!stopping) log.warn('nats disconnected; reconnecting until it is back');
      } else if (status.type === Events.Reconnect) {
        becameConnected();
      }
    }
  }

  async function connectForEver(): Promise<void> {
    let warned = false;
    while (!stopping) {
      try {
        nats = await connect({
          servers,
          ...credentials,
          inboxPrefix,
          name,
          maxReconnectAttempts: -1,
          reconnectTimeWait: reconnectAfterMilliseconds,
          timeout: connectMilliseconds,
          ignoreAuthErrorAbort: true, // a server that is being set up may refuse at first
          pingInterval: 10_000,
          noAsyncTraces: true,
        });
        becameConnected();
        void followStatus(nats);
        return;
      } catch (error) {
        if (!warned) log.warn({ err: error }, 'nats does not answer; trying until it does');
        warned = true;
        await new Promise((resolve) => setTimeout(resolve, reconnectAfterMilliseconds));
      }
    }
  }

  return {
    name: 'nats',
    required: false,
    inboxPrefix,
    get up() {
      return connected ? nats : undefined;
    },
    onConnected(listener) {
      listeners.add(listener);
      if (connected) listener();
      return () => listeners.delete(listener);
    },
    start() {
      connecting = connectForEver(); // not awaited: a service serves without NATS
      return Promise.resolve();
    },
    async stop() {
      stopping = true;
      await connecting;
      if (connected) await nats?.drain();
      else await nats?.close();
      connected = false;
    },
    check() {
      return Promise.resolve(connected ? 'connected' : 'reconnecting');
    },
  };
}
