import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createMetrics } from './index.ts';

const forever = () => new Promise<never>(() => {});
const gauges = { paidonce_depth: 'How deep it is' };

describe('what a service exposes', () => {
  it('is of one instance alone', async () => {
    const [one, another] = [createMetrics(), createMetrics()];
    one.counter('paidonce_things_total', 'Things').inc(2);
    another.counter('paidonce_things_total', 'Things').inc(3);
    expect(await one.expose()).toContain('\npaidonce_things_total 2\n');
    expect(await another.expose()).toContain('\npaidonce_things_total 3\n');
  });

  it('has what was asked for elsewhere, with whether it could be asked', async () => {
    const metrics = createMetrics();
    metrics.source({
      name: 'well',
      labels: { place: 'yard' },
      gauges,
      read: () => Promise.resolve({ paidonce_depth: 7 }),
    });
    const text = await metrics.expose();
    expect(text).toContain('\npaidonce_depth{place="yard"} 7\n');
    expect(text).toContain('\npaidonce_scrape_source_up{source="well"} 1\n');
  });

  it('leaves out what is not known', async () => {
    const metrics = createMetrics();
    metrics.source({
      name: 'well',
      labels: { place: 'yard' },
      gauges,
      read: () => Promise.resolve({ paidonce_depth: undefined }),
    });
    expect(await metrics.expose()).not.toContain('paidonce_depth{');
  });
});

describe('a source that is away', () => {
  it('says so, shows no old values, and takes nothing from the others', async () => {
    const metrics = createMetrics();
    let away = false;
    const read = () => (away ? Promise.reject(new Error('away')) : Promise.resolve({ paidonce_depth: 7 }));
    metrics.source({ name: 'well', labels: { place: 'yard' }, gauges, read });
    metrics.source({
      name: 'sea',
      labels: { place: 'coast' },
      gauges,
      read: () => Promise.resolve({ paidonce_depth: 900 }),
    });
    expect(await metrics.expose()).toContain('paidonce_depth{place="yard"} 7');

    away = true;
    await sleep(1_050);
    const text = await metrics.expose();
    expect(text).toContain('paidonce_scrape_source_up{source="well"} 0');
    expect(text).not.toContain('place="yard"');
    expect(text).toContain('paidonce_depth{place="coast"} 900');
  });

  it('holds a scrape up for a second and not longer, and is not asked again while it hangs', async () => {
    const metrics = createMetrics();
    let asked = 0;
    metrics.source({
      name: 'well',
      gauges,
      read: () => {
        asked += 1;
        return forever();
      },
    });
    const startedAt = performance.now();
    const texts = await Promise.all([metrics.expose(), metrics.expose()]);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    for (const text of texts) expect(text).toContain('paidonce_scrape_source_up{source="well"} 0');
    await metrics.expose();
    expect(asked).toBe(1);
  });
});

describe('a source that answers', () => {
  it('is asked once a second at most', async () => {
    const metrics = createMetrics();
    let asked = 0;
    metrics.source({
      name: 'well',
      gauges,
      read: () => {
        asked += 1;
        return Promise.resolve({ paidonce_depth: asked });
      },
    });
    await Promise.all([metrics.expose(), metrics.expose()]);
    await metrics.expose();
    expect(asked).toBe(1);
    await sleep(1_050);
    expect(await metrics.expose()).toContain('\npaidonce_depth 2\n');
  });
});
