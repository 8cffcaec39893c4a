import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createDatabase } from '../database/index.ts';
import { quietLogger } from '../messaging/testing/index.ts';
import type { Metrics } from '../observability/index.ts';
import { eventually, figure } from '../testing/index.ts';
import { outboxLag } from './lag.ts';
import { type Publishing, startPublishing } from './testing/index.ts';

describe('the figures of an outbox', () => {
  let shop: Publishing;
  let metrics: Metrics;
  let standby: Metrics;
  beforeAll(async () => {
    shop = await startPublishing();
    metrics = (await shop.replica()).metrics;
    await eventually(async () => expect(figure(await metrics.expose(), 'paidonce_relay_leading')).toBe(1));
    standby = (await shop.replica()).metrics;
  });
  afterAll(() => shop.close());

  it('say what was published, and that nothing waits', async () => {
    await shop.arrived(await shop.commit(30));
    await eventually(async () => {
      const text = await metrics.expose();
      expect(figure(text, 'paidonce_relay_published_total')).toBe(30);
      expect(figure(text, 'paidonce_relay_repeated_total')).toBe(0);
      expect(figure(text, 'paidonce_outbox_lag_rows')).toBe(0);
      expect(figure(text, 'paidonce_outbox_lag_seconds')).toBe(0);
      expect(figure(text, 'paidonce_relay_lanes_open')).toBe(0);
    });
  });

  it('say how full the stream is beside what it takes and for how long it keeps it', async () => {
    const { state, config } = await shop.tool.streamInfo('PAYMENTS');
    await eventually(async () => {
      const text = await metrics.expose();
      expect(figure(text, 'paidonce_stream_bytes{stream="PAYMENTS"}')).toBe(state.bytes);
      expect(figure(text, 'paidonce_stream_max_bytes{stream="PAYMENTS"}')).toBe(config.max_bytes);
      expect(figure(text, 'paidonce_stream_max_age_seconds{stream="PAYMENTS"}')).toBe(30 * 24 * 60 * 60);
    });
  });

  it('say on every replica how many events wait for a broker that is away, and for how long', async () => {
    await shop.nats.stop();
    await shop.commit(7);
    for (const replica of [metrics, standby]) {
      await eventually(async () => {
        const text = await replica.expose();
        expect(figure(text, 'paidonce_outbox_lag_rows')).toBe(7);
        expect(figure(text, 'paidonce_outbox_lag_seconds')).toBeGreaterThan(1);
        expect(figure(text, 'paidonce_scrape_source_up{source="outbox"}')).toBe(1);
        expect(figure(text, 'paidonce_scrape_source_up{source="stream PAYMENTS"}')).toBe(0);
        expect(figure(text, 'paidonce_stream_bytes{stream="PAYMENTS"}')).toBeUndefined();
      });
    }
    expect(figure(await standby.expose(), 'paidonce_relay_leading')).toBe(0);
    await shop.nats.start();
    await eventually(async () => expect(figure(await metrics.expose(), 'paidonce_outbox_lag_rows')).toBe(0));
  });

  it('count what the stream had already', async () => {
    await sql`update outbox_relay set xid = '0', seq = 0, acked = 0`.execute(shop.database.db);
    await shop.commit(1);
    await eventually(async () => {
      const texts = [await metrics.expose(), await standby.expose()];
      const repeated = texts.map((text) => figure(text, 'paidonce_relay_repeated_total') ?? 0);
      expect(Math.max(...repeated)).toBeGreaterThanOrEqual(37);
    });
  });
});

describe('the look at how far the stream is behind', () => {
  let shop: Publishing;
  beforeAll(async () => {
    shop = await startPublishing();
  });
  afterAll(() => shop.close());

  it('costs the same however much was published before', async () => {
    await shop.commit(20_000);
    const connection = createDatabase<unknown>({ url: shop.url, name: 'test', log: quietLogger('test'), size: 1 });
    const { db } = connection;
    await sql`update outbox_relay set (xid, seq) = (select xid, seq - 5 from outbox order by seq desc limit 1)`.execute(
      db,
    );
    await sql`analyze outbox`.execute(db);
    const readWhole = async () => {
      await sql`select pg_stat_force_next_flush()`.execute(db);
      const { rows } = await sql<{
        seq_scan: number;
      }>`select seq_scan from pg_stat_user_tables where relname = 'outbox'`.execute(db);
      return rows[0]?.seq_scan;
    };
    const before = await readWhole();
    expect(await outboxLag(db)).toMatchObject({ rows: 5, lanes: 0 });
    expect(await readWhole()).toBe(before);
    await connection.stop();
  });
});
