// Gauges whose values stand in a database or at the broker, either of which may be away when Prometheus comes.

import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';

export type ScrapeSource<Name extends string> = {
  /** Shown in `paidonce_scrape_source_up`. */
  name: string;
  /** On each of its gauges; sources that differ in them may share gauges. */
  labels?: Readonly<Record<string, string>>;
  /** Name to explanation. */
  gauges: Readonly<Record<Name, string>>;
  /** Rejects when it cannot be known. What is undefined is left out. */
  read(): Promise<Readonly<Record<Name, number | undefined>>>;
};

/** A source that takes longer counts as away. */
export const scrapeLimitMilliseconds = 1_000;
/** Several scrapers, or one that is impatient, cost no more than one. */
const cacheMilliseconds = 1_000;

/** @returns refreshes the source's gauges unless they are fresh; never rejects, and ends within the limit */
export function scrapedSource<Name extends string>(
  { name, labels = {}, gauges, read }: ScrapeSource<Name>,
  registry: Registry,
): () => Promise<void> {
  const names = Object.keys(gauges) as Name[]; // its keys are all that it has
  const held = new Map(names.map((gauge) => [gauge, gaugeOf(registry, gauge, gauges[gauge], Object.keys(labels))]));
  const upHelp = 'Whether this source of gauges answered in time; if not, they are left out';
  const up = gaugeOf(registry, 'paidonce_scrape_source_up', upHelp, ['source']);
  let freshUntil = 0;
  let reading: Promise<void> | undefined;

  const away = () => {
    up.set({ source: name }, 0);
    for (const gauge of held.values()) gauge.remove(labels);
  };
  const readOnce = async () => {
    try {
      const values = await read();
      for (const [gauge, shown] of held) {
        const value = values[gauge];
        if (value === undefined) shown.remove(labels);
        else shown.set(labels, value);
      }
      up.set({ source: name }, 1);
    } catch {
      away(); // the gauge says so; whoever depends on it tells why in the log
    } finally {
      freshUntil = performance.now() + cacheMilliseconds;
      reading = undefined;
    }
  };
  return async () => {
    if (performance.now() < freshUntil) return;
    // One that hangs is not asked again before it has answered, so that scrapes do not pile up behind it.
    reading ??= readOnce();
    const settled = new AbortController();
    const late = sleep(scrapeLimitMilliseconds, 'late' as const, { signal: settled.signal, ref: false });
    late.catch(() => undefined);
    if ((await Promise.race([reading, late])) === 'late') away();
    settled.abort();
  };
}

function gaugeOf(registry: Registry, name: string, help: string, labelNames: string[]): Gauge {
  const known = registry.getSingleMetric(name);
  return known instanceof Gauge ? known : new Gauge({ name, help, labelNames, registers: [registry] });
}
