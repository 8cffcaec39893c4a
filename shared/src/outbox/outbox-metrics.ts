// The figures of an outbox and its relay.

import type { Kysely } from 'kysely';
import type { Stream } from '../contracts/index.ts';
import { type Connection, streamUse } from '../messaging/index.ts';
import type { Metrics } from '../observability/index.ts';
import { mostRows, outboxLag } from './lag.ts';

/** What a relay counts. */
export type RelayCounters = { published(rows: number): void; repeated(rows: number): void };

export function relayCounters(metrics: Metrics): RelayCounters {
  const published = metrics.counter('paidonce_relay_published_total', 'Events that the stream took from this relay');
  const repeated = metrics.counter('paidonce_relay_repeated_total', 'Events that the stream had already');
  return { published: (rows) => published.inc(rows), repeated: (rows) => repeated.inc(rows) };
}

type Watched<Schema> = { db: Kysely<Schema>; connection: Connection; stream: Stream; isLeading: () => boolean };

export function watchOutbox<Schema>(metrics: Metrics, { db, connection, stream, isLeading }: Watched<Schema>): void {
  metrics.gauge('paidonce_relay_leading', 'Whether this instance leads the relay; one of all instances should', () =>
    Number(isLeading()),
  );
  metrics.source({
    name: 'outbox',
    gauges: {
      paidonce_outbox_lag_rows: `Committed events that the stream has not acknowledged; ${mostRows} stands for more`,
      paidonce_outbox_lag_seconds: 'Age of the oldest of them',
      paidonce_relay_lanes_open: 'Losses of the stream that are still being filled again',
    },
    async read() {
      const lag = await outboxLag(db);
      return {
        paidonce_outbox_lag_rows: lag.rows,
        paidonce_outbox_lag_seconds: lag.seconds,
        paidonce_relay_lanes_open: lag.lanes,
      };
    },
  });
  metrics.source({
    name: `stream ${stream.name}`,
    labels: { stream: stream.name },
    gauges: {
      paidonce_stream_bytes: 'Size of the stream',
      paidonce_stream_max_bytes: 'Size at which it refuses new events; left out when it has no limit',
      paidonce_stream_max_age_seconds: 'Age at which it drops events; left out when it keeps them for ever',
    },
    async read() {
      const { bytes, maxBytes, maxAgeMilliseconds } = await streamUse(connection, stream);
      return {
        paidonce_stream_bytes: bytes,
        paidonce_stream_max_bytes: maxBytes,
        paidonce_stream_max_age_seconds: maxAgeMilliseconds && maxAgeMilliseconds / 1000,
      };
    },
  });
}
