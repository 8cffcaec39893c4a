// The figures of one instance of a service, as Prometheus reads them: https://prometheus.io/docs/practices/naming/

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type ScrapeSource, scrapedSource } from './scrape-source.ts';

export type Metrics = {
  counter<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Counter<Label>;
  /** @param buckets upper bounds, ascending */
  histogram<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    buckets: number[],
  ): Histogram<Label>;
  /** A gauge that costs nothing to read. */
  gauge(name: string, help: string, read: () => number): void;
  /** Gauges that have to be asked for elsewhere, at each scrape. */
  source<Name extends string>(source: ScrapeSource<Name>): void;
  /** Memory, processor time, garbage collection and the delay of the event loop of this process. */
  watchProcess(): void;
  /** All of it in Prometheus' text format. Never rejects, and takes little longer than `scrapeLimitMilliseconds`. */
  expose(): Promise<string>;
};

export const metricsContentType = Registry.PROMETHEUS_CONTENT_TYPE;

/** Metrics of their own for whoever calls it: two instances of a service in one process do not mix theirs. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const refreshes: (() => Promise<void>)[] = [];
  return {
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: labels, registers }),
    histogram: (name, help, labels, buckets) => new Histogram({ name, help, labelNames: labels, buckets, registers }),
    gauge(name, help, read) {
      const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
    },
    source(source) {
      refreshes.push(scrapedSource(source, registry));
    },
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    async expose() {
      await Promise.all(refreshes.map((refresh) => refresh()));
      return registry.metrics();
    },
  };
}
